using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Rollouts;
using Slipway.Serving;
using Slipway.Web.Access;
using Slipway.Web.Models;
using Slipway.Web.Problems;
using Slipway.Web.Responses;

namespace Slipway.Web.Rollouts;

/// <summary>Starts, shows and ends rollouts. Each change is audited, and live in this process before it is answered.</summary>
internal sealed class RolloutEndpoints(StartRollout start, EndRollout end, ReadRollout read, ModelCatalog catalog)
{
    /// <summary><c>PUT /api/models/{model}/rollout</c></summary>
    public async Task StartAsync(HttpContext context)
    {
        var parsed = await ReadAsync<RolloutBody>(context);
        if (!parsed.TryGetValue(out var request))
        {
            await ProblemResponse.WriteAsync(context, parsed.Problems);
            return;
        }

        var (model, body) = request;
        var spec = body.ToSpec();
        var problems = await FindUnloadableAsync(model, spec, context.RequestAborted);
        var started = problems.Count > 0
            ? Result<Rollout>.Failure(problems)
            : await start.HandleAsync(new StartRolloutCommand(model, spec, body.Reason ?? "", context.GetCaller().Actor), context.RequestAborted);
        await AnswerAsync(context, model, started);
    }

    /// <summary><c>GET /api/models/{model}/rollout</c></summary>
    public async Task GetAsync(HttpContext context)
    {
        if (!ModelEndpoints.TryGetModel(context, out var model, out var problem))
        {
            await ProblemResponse.WriteAsync(context, [problem]);
            return;
        }

        await WriteAsync(context, model);
    }

    /// <summary><c>POST /api/models/{model}/rollout/abort</c></summary>
    public async Task AbortAsync(HttpContext context)
    {
        var parsed = await ReadAsync<DecisionBody>(context);
        await (parsed.TryGetValue(out var request)
            ? AbortAsync(context, request.Model, request.Body.Reason)
            : ProblemResponse.WriteAsync(context, parsed.Problems));
    }

    /// <summary><c>DELETE /api/models/{model}/rollout?reason=...</c></summary>
    public async Task DeleteAsync(HttpContext context) => await (ModelEndpoints.TryGetModel(context, out var model, out var problem)
        ? AbortAsync(context, model, context.Request.Query["reason"])
        : ProblemResponse.WriteAsync(context, [problem]));

    /// <summary><c>POST /api/models/{model}/rollout/promote</c></summary>
    public async Task PromoteAsync(HttpContext context)
    {
        var parsed = await ReadAsync<DecisionBody>(context);
        if (!parsed.TryGetValue(out var request))
        {
            await ProblemResponse.WriteAsync(context, parsed.Problems);
            return;
        }

        var (model, body) = request;
        await AnswerAsync(context, model, await end.PromoteAsync(model, body.Variant, body.Reason ?? "", context.GetCaller().Actor, context.RequestAborted));
    }

    private async Task AbortAsync(HttpContext context, ModelName model, string? reason) =>
        await AnswerAsync(context, model, await end.AbortAsync(model, reason ?? "", context.GetCaller().Actor, context.RequestAborted));

    /// <summary>A version that cannot be served must not get requests. Versions that there are not are for the handler to name.</summary>
    private async Task<List<Problem>> FindUnloadableAsync(ModelName model, RolloutSpec spec, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (int version in spec.Versions.Take(ModelCatalog.MaxOtherVersions))
        {
            var loaded = await catalog.FindAsync(model.Value, version, null, cancellationToken);
            problems.AddRange(loaded.Problems.Where(p => p.Code is not "registry.versionNotFound"));
        }

        return problems;
    }

    private static async Task<Result<(ModelName Model, T Body)>> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!ModelEndpoints.TryGetModel(context, out var model, out var problem))
        {
            return problem;
        }

        // A page of another site can post forms and plain text without asking, JSON it cannot.
        if (!context.Request.HasJsonContentType())
        {
            return new Problem("request.contentType", "Send the rollout as application/json.");
        }

        try
        {
            var body = await context.Request.ReadFromJsonAsync(RolloutBody.TypeOf<T>(), context.RequestAborted);
            return body is null ? Malformed("$") : (model, body);
        }
        catch (JsonException e)
        {
            return Malformed(e.Path ?? "$");
        }
    }

    private static Problem Malformed(string path) => new(
        "request.jsonInvalid",
        $"The body is not the JSON object that is expected here: look at {path}. GET /api/models/{{model}}/rollout shows one in 'rollout.spec'.");

    private async Task AnswerAsync(HttpContext context, ModelName model, Result<Rollout> result)
    {
        if (!result.IsSuccess)
        {
            await ProblemResponse.WriteAsync(context, result.Problems);
            return;
        }

        // The change is made: that the caller went away does not undo it.
        await catalog.RefreshAsync(CancellationToken.None);
        await WriteAsync(context, model);
    }

    private async Task WriteAsync(HttpContext context, ModelName model)
    {
        var found = await read.HandleAsync(model, context.RequestAborted);
        if (!found.TryGetValue(out var report))
        {
            await ProblemResponse.WriteAsync(context, found.Problems);
            return;
        }

        await WebJson.WriteAsync(context, report, WebJson.Readable);
    }
}
