using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slipway.Functions.Access;
using Slipway.Functions.Monitoring;
using Slipway.Functions.Serving;
using Slipway.Functions.Telemetry;
using Slipway.Learning.Learners;
using Slipway.Learning.Training;
using Slipway.MlNet;
using Slipway.Monitoring.Reports;
using Slipway.Scoring;
using Slipway.Web;
using Slipway.Web.Access;
using Slipway.Web.Inbox;
using Slipway.Web.Limits;

namespace Slipway.Functions.Hosting;

/// <summary>
/// Puts the product into the worker process of Azure Functions: everything that the standalone server has, but what goes by itself.
/// </summary>
internal static class FunctionsApp
{
    public static FunctionsApplicationBuilder AddSlipway(this FunctionsApplicationBuilder builder, FunctionSettings settings)
    {
        var services = builder.Services;
        TelemetryExport.AddIfConfigured(services, builder.Configuration);
        services.Configure<KestrelServerOptions>(kestrel => KestrelLimits.Apply(kestrel, settings.Web));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Web.Limits.DrainTimeout);

        // Before the product's own services, of which these take the place.
        services.AddSingleton<Func<ScoredFile, CancellationToken, Task>>(s => s.GetRequiredService<DriftReportQueue>().OfferAsync);
        services.AddSingleton(new InboxOptions { SettleTime = TimeSpan.Zero });
        services.AddSingleton<IReadOnlyList<ITrainer>>([.. BuiltInTrainers.All, .. MlNetTrainers.All]);

        services.AddSlipway(settings.Storage.Store, settings.Web);
        services.AddSlipwayScoring(settings.Storage.Queue);
        services.AddSingleton<DriftReportQueue>();
        services.AddSingleton(new AppServiceIdentity(isTrusted: true, Environment.GetEnvironmentVariable));
        services.AddSingleton<IPlatformIdentity, FunctionIdentity>();
        services.AddSingleton<FunctionRequests>();
        services.AddSingleton<FunctionJobs>();
        services.AddHostedService<AppStart>();
        return builder;
    }
}
