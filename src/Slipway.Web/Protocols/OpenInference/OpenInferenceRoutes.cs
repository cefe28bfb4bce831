using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary>The paths of the Open Inference Protocol v2, with the binary tensor and model repository extensions.</summary>
internal static class OpenInferenceRoutes
{
    public static IServiceCollection AddOpenInference(this IServiceCollection services) =>
        services.AddSingleton<InferEndpoint>().AddSingleton<MetadataEndpoints>().AddSingleton<RepositoryEndpoints>();

    public static IEndpointRouteBuilder MapOpenInference(this IEndpointRouteBuilder endpoints)
    {
        var infer = endpoints.ServiceProvider.GetRequiredService<InferEndpoint>();
        var metadata = endpoints.ServiceProvider.GetRequiredService<MetadataEndpoints>();
        var repository = endpoints.ServiceProvider.GetRequiredService<RepositoryEndpoints>();
        endpoints.MapGet("/v2", MetadataEndpoints.GetServerAsync);
        endpoints.MapGet("/v2/health/live", MetadataEndpoints.GetLiveAsync);
        endpoints.MapGet("/v2/health/ready", metadata.GetReadyAsync);
        endpoints.MapGet("/v2/models", metadata.ListAsync);
        foreach (string model in new[] { "/v2/models/{model}", "/v2/models/{model}/versions/{version}" })
        {
            endpoints.MapGet(model, metadata.GetModelAsync);
            endpoints.MapGet(model + "/ready", metadata.GetModelReadyAsync);
            endpoints.MapPost(model + "/infer", infer.HandleAsync);
        }

        endpoints.MapPost("/v2/repository/index", repository.ListAsync);
        endpoints.MapPost("/v2/repository/models/{model}/load", repository.LoadAsync);
        endpoints.MapPost("/v2/repository/models/{model}/unload", repository.UnloadAsync);
        return endpoints;
    }
}
