using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Web.Limits;
using Slipway.Web.Problems;
using Slipway.Web.Responses;

namespace Slipway.Web.Health;

/// <summary>What orchestrators ask: whether the process runs, and whether it has models to answer with.</summary>
internal static class HealthEndpoints
{
    public static Task LiveAsync(HttpContext context) =>
        WebJson.WriteAsync(context, new Liveness("live"), WebJson.Compact);

    /// <summary>503 until the registry has been read once, and while the server ends; between 200, with the models whose newest champion does not load.</summary>
    public static async Task ReadyAsync(HttpContext context, ModelCatalog catalog, Drain drain)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (drain.IsDraining)
        {
            await ProblemResponse.WriteAsync(context, "server.draining", "The server is about to end. Send requests to another.");
            return;
        }

        if (!catalog.IsReady)
        {
            await ProblemResponse.WriteAsync(context, "serving.notReady", "The models are being loaded. Ask again in a moment.");
            return;
        }

        var faults = catalog.Entries.Where(e => e.Faults.Count > 0).Select(e => new ModelFault(
            e.Model.Value,
            e.Champion?.Manifest.Version,
            e.Aliases.TryGetValue(ModelCatalog.ChampionAlias, out int version) ? version : null,
            e.Faults.Select(f => new FaultReason(f.Code, f.Message))));
        await WebJson.WriteAsync(context, new Readiness("ready", catalog.Entries.Count, faults), WebJson.Compact);
    }
}
