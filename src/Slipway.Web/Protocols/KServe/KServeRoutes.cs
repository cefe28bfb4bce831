using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Web.Protocols.KServe;

/// <summary>The paths of KServe V1. The colon is part of the path.</summary>
internal static class KServeRoutes
{
    public static IServiceCollection AddKServe(this IServiceCollection services) => services.AddSingleton<KServeEndpoints>();

    public static IEndpointRouteBuilder MapKServe(this IEndpointRouteBuilder endpoints)
    {
        var kserve = endpoints.ServiceProvider.GetRequiredService<KServeEndpoints>();
        endpoints.MapGet("/v1/models", kserve.ListAsync);
        endpoints.MapGet("/v1/models/{model}", kserve.GetAsync);
        endpoints.MapPost("/v1/models/{model}:predict", kserve.PredictAsync);
        endpoints.MapPost("/v1/models/{model}:explain", kserve.ExplainAsync);
        return endpoints;
    }
}
