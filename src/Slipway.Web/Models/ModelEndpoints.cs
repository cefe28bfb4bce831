using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Web.Predicting;
using Slipway.Web.Problems;
using Slipway.Web.Responses;

namespace Slipway.Web.Models;

/// <summary>Reads the registry.</summary>
internal sealed class ModelEndpoints(ModelRegistry registry, ModelCatalog catalog)
{
    /// <summary><c>GET /api/models</c></summary>
    public Task ListAsync(HttpContext context)
    {
        var models = catalog.Entries.Select(ModelSummary.Of);
        return ConditionalResponse.WriteJsonAsync(context, new ModelList(models));
    }

    /// <summary><c>GET /api/models/{model}</c></summary>
    public async Task GetAsync(HttpContext context)
    {
        if (!TryGetModel(context, out var model, out var problem))
        {
            await ProblemResponse.WriteAsync(context, [problem]);
            return;
        }

        var versions = await registry.ListVersionsAsync(model, context.RequestAborted);
        var aliases = await registry.GetAliasesAsync(model, context.RequestAborted);
        if (!versions.TryGetValue(out var numbers) || !aliases.TryGetValue(out var pointers))
        {
            await ProblemResponse.WriteAsync(context, versions.IsSuccess ? aliases.Problems : versions.Problems);
            return;
        }

        var champion = catalog.FindEntry(model)?.Champion?.Manifest;
        var answer = new ModelDetails(
            model,
            numbers,
            pointers.Aliases.ToDictionary(a => a.Key, a => a.Value.Version),
            champion is null ? null : ChampionSummary.Of(champion));
        await ConditionalResponse.WriteJsonAsync(context, answer);
    }

    /// <summary><c>GET /api/models/{model}/versions/{version}</c></summary>
    public async Task GetVersionAsync(HttpContext context)
    {
        var manifest = await FindManifestAsync(context);
        await (manifest.TryGetValue(out var found)
            ? ConditionalResponse.WriteJsonAsync(context, found)
            : ProblemResponse.WriteAsync(context, manifest.Problems));
    }

    /// <summary><c>GET /api/models/{model}/versions/{version}/schema</c></summary>
    public async Task GetVersionSchemaAsync(HttpContext context)
    {
        var manifest = await FindManifestAsync(context);
        await (manifest.TryGetValue(out var found)
            ? WriteSchemaAsync(context, found)
            : ProblemResponse.WriteAsync(context, manifest.Problems));
    }

    /// <summary><c>GET /api/models/{model}/schema</c></summary>
    public async Task GetSchemaAsync(HttpContext context)
    {
        if (!VersionQuery.TryRead(context.Request.Query, out var query))
        {
            await ProblemResponse.WriteAsync(context, "request.parameter", VersionQuery.Rule);
            return;
        }

        string name = (string)context.Request.RouteValues["model"]!;
        var found = await catalog.FindAsync(name, query.Version, query.Alias, context.RequestAborted);
        await (found.TryGetValue(out var model)
            ? WriteSchemaAsync(context, model.Manifest)
            : ProblemResponse.WriteAsync(context, found.Problems));
    }

    /// <summary><c>GET /api/models/{model}/versions/{version}/card</c></summary>
    public async Task GetCardAsync(HttpContext context)
    {
        if (!TryGetVersion(context, out var model, out int version, out var problem))
        {
            await ProblemResponse.WriteAsync(context, [problem]);
            return;
        }

        var card = await registry.ReadFileAsync(model, version, VersionFile.Card, context.RequestAborted);
        if (!card.TryGetValue(out var html))
        {
            await ProblemResponse.WriteAsync(context, card.Problems);
            return;
        }

        context.Response.Headers.ContentSecurityPolicy = Pages.PagePolicy.NoScripts;
        await ConditionalResponse.WriteAsync(context, html, "text/html; charset=utf-8");
    }

    internal static bool TryGetModel(HttpContext context, out ModelName model, out Problem problem)
    {
        string text = (string)context.Request.RouteValues["model"]!;
        problem = ModelCatalog.NotFound(text);
        return ModelName.TryParse(text, out model);
    }

    private static bool TryGetVersion(HttpContext context, out ModelName model, out int version, out Problem problem)
    {
        version = 0;
        if (!TryGetModel(context, out model, out problem))
        {
            return false;
        }

        problem = new Problem("serving.versionNotFound", "The version in the path is none: it is a whole number from 1.");
        return VersionQuery.TryParse((string?)context.Request.RouteValues["version"], out version);
    }

    private async Task<Result<ModelManifest>> FindManifestAsync(HttpContext context) =>
        TryGetVersion(context, out var model, out int version, out var problem)
            ? await registry.GetManifestAsync(model, version, context.RequestAborted)
            : problem;

    private static Task WriteSchemaAsync(HttpContext context, ModelManifest manifest)
    {
        var schema = manifest.Schema;
        var answer = new ModelInputs(
            manifest.Model, manifest.Version, schema.Task, schema.Label, schema.Classes, schema.Features, ExampleRow.Make(schema));
        return ConditionalResponse.WriteJsonAsync(context, answer);
    }
}
