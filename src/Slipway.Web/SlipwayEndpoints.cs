using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Slipway.Audit;
using Slipway.Feedback;
using Slipway.Monitoring.Reports;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Rollouts;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Web.Access;
using Slipway.Web.Feedback;
using Slipway.Web.Health;
using Slipway.Web.Limits;
using Slipway.Web.Models;
using Slipway.Web.OpenApi;
using Slipway.Web.Pages;
using Slipway.Web.Predicting;
using Slipway.Web.Problems;
using Slipway.Web.Protocols;
using Slipway.Web.Protocols.KServe;
using Slipway.Web.Protocols.Mlflow;
using Slipway.Web.Protocols.OpenInference;
using Slipway.Web.Reports;
using Slipway.Web.Rollouts;
using Slipway.Web.Scheduling;
using Slipway.Web.Telemetry;

namespace Slipway.Web;

/// <summary>The HTTP API, for any ASP.NET Core host.</summary>
public static class SlipwayEndpoints
{
    /// <summary>Adds what the endpoints need. The host adds a <see cref="TimeProvider"/> of its own before, if it has one.</summary>
    public static IServiceCollection AddSlipway(this IServiceCollection services, IObjectStore store, SlipwayWebOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPredictionIds, Version7PredictionIds>();
        services.AddSingleton(options);
        services.AddSingleton(store);
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ModelRegistry>();
        services.TryAddSingleton(s => new ModelCatalog(
            s.GetRequiredService<ModelRegistry>(), s.GetRequiredService<RolloutStore>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(_ => new LogWriterOptions { Instance = RandomNumberGenerator.GetHexString(12, lowercase: true) });
        services.AddSingleton(CreateLogWriter);
        services.AddSingleton<PredictionRecorder>();
        services.AddSingleton<ModelRouter>();
        services.AddSingleton<AnswerRows>();
        services.AddSingleton<RecordFeedback>();
        services.AddHostedService<LogFlusher>();
        services.AddSingleton<PredictEndpoint>();
        services.AddSingleton<RowsExchange>().AddOpenInference().AddKServe().AddMlflow();
        services.AddSingleton<FeedbackEndpoint>();
        services.AddSingleton<ModelEndpoints>();
        services.AddSingleton<PromotionEndpoints>();
        services.AddSingleton<ReportStore>();
        services.AddSingleton<ReportEndpoints>();
        services.AddSingleton<OpenApiEndpoints>();
        services.AddHostedService<CatalogRefresher>();
        services.AddSlipwayAccess();
        services.AddRollouts();
        services.AddSlipwayAutomation();
        services.AddSingleton<MetricCollector>();
        services.AddSingleton<MetricsEndpoint>();
        services.AddHostedService<StoredFigures>();
        return services;
    }

    /// <summary>Gives failures that no endpoint answers the shape of all others. Goes first in the pipeline.</summary>
    public static IApplicationBuilder UseSlipwayProblems(this IApplicationBuilder app)
    {
        // Made before the first request, so that nothing goes uncounted.
        _ = app.ApplicationServices.GetRequiredService<MetricCollector>();
        return app.UseMiddleware<RequestMetricsMiddleware>().UseMiddleware<ProblemMiddleware>();
    }

    /// <summary>Maps all endpoints.</summary>
    public static IEndpointRouteBuilder MapSlipway(this IEndpointRouteBuilder host)
    {
        var endpoints = host.MapGroupOfTable();
        var services = host.ServiceProvider;
        var catalog = services.GetRequiredService<ModelCatalog>();
        var models = services.GetRequiredService<ModelEndpoints>();
        var promotions = services.GetRequiredService<PromotionEndpoints>();
        var reports = services.GetRequiredService<ReportEndpoints>();
        var signIn = services.GetRequiredService<SignInEndpoints>();
        var drain = services.GetRequiredService<Drain>();

        endpoints.MapGet("/", context => IndexPage.GetAsync(context, catalog));
        endpoints.MapGet("/openapi.json", services.GetRequiredService<OpenApiEndpoints>().GetJsonAsync);
        endpoints.MapGet("/docs", services.GetRequiredService<OpenApiEndpoints>().GetPageAsync);
        endpoints.MapGet("/health/live", HealthEndpoints.LiveAsync);
        endpoints.MapGet("/health/ready", context => HealthEndpoints.ReadyAsync(context, catalog, drain));
        endpoints.MapGet("/metrics", services.GetRequiredService<MetricsEndpoint>().GetAsync);
        endpoints.MapPost(SignInEndpoints.SignInPath, signIn.SignInAsync);
        endpoints.MapPost(SignInEndpoints.SignOutPath, signIn.SignOutAsync);
        endpoints.MapPost("/api/models/{model}/predict", services.GetRequiredService<PredictEndpoint>().HandleAsync);
        endpoints.MapPost("/api/models/{model}/feedback", services.GetRequiredService<FeedbackEndpoint>().HandleAsync);
        endpoints.MapGet("/api/models", models.ListAsync);
        endpoints.MapGet("/api/models/{model}", models.GetAsync);
        endpoints.MapGet("/api/models/{model}/schema", models.GetSchemaAsync);
        endpoints.MapGet("/api/models/{model}/versions/{version}", models.GetVersionAsync);
        endpoints.MapGet("/api/models/{model}/versions/{version}/schema", models.GetVersionSchemaAsync);
        endpoints.MapGet("/api/models/{model}/versions/{version}/card", models.GetCardAsync);
        endpoints.MapPut("/api/models/{model}/aliases/{alias}", promotions.PromoteAsync);
        endpoints.MapPost("/api/models/{model}/rollback", promotions.RollBackAsync);
        endpoints.MapRollouts();
        endpoints.MapGet("/api/models/{model}/drift", reports.GetLatestAsync);
        endpoints.MapGet("/reports/{model}", reports.ListAsync);
        endpoints.MapGet("/reports/{model}/{name}", reports.GetAsync);
        endpoints.MapOpenInference().MapKServe().MapMlflow();
        return host;
    }

    private static LogWriter CreateLogWriter(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILogger<LogWriter>>();
        return new LogWriter(
            services.GetRequiredService<IObjectStore>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<LogWriterOptions>(),
            fault => Report(logger, fault));
    }

    private static void Report(ILogger logger, LogFault fault)
    {
        if (fault.Exception is { } exception)
        {
            Predicting.Log.AppendFailed(logger, exception.GetType().FullName ?? "");
        }
        else
        {
            Predicting.Log.RecordsDropped(logger, fault.DroppedRecords);
        }
    }
}
