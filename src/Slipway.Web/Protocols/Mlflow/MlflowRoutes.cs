using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Web.Protocols.Mlflow;

/// <summary>The paths of the MLflow scoring protocol.</summary>
internal static class MlflowRoutes
{
    public static IServiceCollection AddMlflow(this IServiceCollection services) =>
        services.AddSingleton<DefaultModel>().AddSingleton<MlflowEndpoints>();

    public static IEndpointRouteBuilder MapMlflow(this IEndpointRouteBuilder endpoints)
    {
        var mlflow = endpoints.ServiceProvider.GetRequiredService<MlflowEndpoints>();
        foreach (string root in new[] { "", "/models/{model}" })
        {
            endpoints.MapGet(root + "/ping", mlflow.PingAsync);
            endpoints.MapGet(root + "/health", mlflow.PingAsync);
            endpoints.MapGet(root + "/version", MlflowEndpoints.GetVersionAsync);
            endpoints.MapPost(root + "/invocations", mlflow.InvokeAsync);
        }

        return endpoints;
    }
}
