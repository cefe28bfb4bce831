using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Web.Access;
using Slipway.Web.Problems;
using Slipway.Web.Responses;

namespace Slipway.Web.Models;

/// <summary>Changes what serves. Each change is audited, and live in this process before it is answered.</summary>
internal sealed class PromotionEndpoints(ModelRegistry registry, ModelCatalog catalog)
{
    private static readonly Problem Malformed = new(
        "request.jsonInvalid",
        "The body is not the JSON object that is expected here: 'reason', a text, and for a promotion 'version', a whole number.");

    /// <summary><c>PUT /api/models/{model}/aliases/{alias}</c></summary>
    public async Task PromoteAsync(HttpContext context)
    {
        var read = await ReadAsync(context);
        if (!read.TryGetValue(out var request))
        {
            await ProblemResponse.WriteAsync(context, read.Problems);
            return;
        }

        if (request.Version is not { } version)
        {
            await ProblemResponse.WriteAsync(
                context, "request.versionMissing", "'version' is not there. Send the number of the version to promote.");
            return;
        }

        string alias = (string)context.Request.RouteValues["alias"]!;
        var model = request.Model;
        var loaded = await catalog.FindAsync(model.Value, version, null, context.RequestAborted);
        if (!loaded.IsSuccess)
        {
            // A version that cannot be served must not become what is served.
            await ProblemResponse.WriteAsync(context, loaded.Problems);
            return;
        }

        string actor = context.GetCaller().Actor;
        var result = await registry.PromoteAsync(model, version, alias, request.Reason ?? "", actor, null, context.RequestAborted);
        await AnswerAsync(context, model, alias, result);
    }

    /// <summary><c>POST /api/models/{model}/rollback</c></summary>
    public async Task RollBackAsync(HttpContext context)
    {
        var read = await ReadAsync(context);
        if (!read.TryGetValue(out var request))
        {
            await ProblemResponse.WriteAsync(context, read.Problems);
            return;
        }

        string alias = request.Alias ?? ModelCatalog.ChampionAlias;
        string actor = context.GetCaller().Actor;
        var result = await registry.RollBackAsync(request.Model, alias, request.Reason ?? "", actor, null, context.RequestAborted);
        await AnswerAsync(context, request.Model, alias, result);
    }

    private static async Task<Result<ChangeRequest>> ReadAsync(HttpContext context)
    {
        if (!ModelEndpoints.TryGetModel(context, out var model, out var problem))
        {
            return problem;
        }

        // A page of another site can post forms and plain text without asking, JSON it cannot.
        if (!context.Request.HasJsonContentType())
        {
            return new Problem("request.contentType", "Send the change as application/json.");
        }

        try
        {
            var body = await context.Request.ReadFromJsonAsync(ChangeBody.Json, context.RequestAborted);
            return body is null ? Malformed : new ChangeRequest(model, body.Version, body.Alias, body.Reason);
        }
        catch (JsonException)
        {
            return Malformed;
        }
    }

    private async Task AnswerAsync(HttpContext context, ModelName model, string alias, Result<ModelAlias> result)
    {
        if (!result.TryGetValue(out var now))
        {
            await ProblemResponse.WriteAsync(context, result.Problems);
            return;
        }

        // The change is made: that the caller went away does not undo it, and other callers wait for it.
        await catalog.RefreshAsync(CancellationToken.None);
        await WebJson.WriteAsync(context, new MovedAlias(model, alias, now.Version, now.Previous), WebJson.Readable);
    }

    private sealed record ChangeRequest(ModelName Model, int? Version, string? Alias, string? Reason);
}
