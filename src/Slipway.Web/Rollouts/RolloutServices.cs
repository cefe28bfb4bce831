using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.PredictionLog;
using Slipway.Rollouts;
using Slipway.Serving;

namespace Slipway.Web.Rollouts;

/// <summary>Rollouts, for any host.</summary>
internal static class RolloutServices
{
    public static IServiceCollection AddRollouts(this IServiceCollection services)
    {
        services.AddSingleton<RolloutStore>();
        services.AddSingleton<RolloutSummaries>();
        services.AddSingleton<StartRollout>();
        services.AddSingleton<EndRollout>();
        services.AddSingleton<ReadRollout>();
        services.AddSingleton<AdvanceRollouts>();
        services.AddSingleton<ShadowQueue>();
        services.AddSingleton(s => new WatchRollouts(
            s.GetRequiredService<ModelCatalog>(),
            s.GetRequiredService<EndRollout>(),
            s.GetRequiredService<RolloutSummaries>(),
            s.GetRequiredService<LogWriterOptions>().Instance,
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<WatchRollouts>>()));
        services.AddSingleton<RolloutEndpoints>();
        services.AddHostedService<RolloutService>();
        return services;
    }

    public static IEndpointRouteBuilder MapRollouts(this IEndpointRouteBuilder endpoints)
    {
        const string Path = "/api/models/{model}/rollout";
        var rollouts = endpoints.ServiceProvider.GetRequiredService<RolloutEndpoints>();
        endpoints.MapGet(Path, rollouts.GetAsync);
        endpoints.MapPut(Path, rollouts.StartAsync);
        endpoints.MapDelete(Path, rollouts.DeleteAsync);
        endpoints.MapPost(Path + "/abort", rollouts.AbortAsync);
        endpoints.MapPost(Path + "/promote", rollouts.PromoteAsync);
        return endpoints;
    }
}
