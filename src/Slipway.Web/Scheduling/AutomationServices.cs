using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Slipway.Alerts;
using Slipway.Datasets;
using Slipway.Learning.Learners;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Scheduling;
using Slipway.Scoring;
using Slipway.Telemetry;
using Slipway.Training;

namespace Slipway.Web.Scheduling;

/// <summary>The half of the product that runs by itself, for any host: ingestion, monitoring, retraining, alerts.</summary>
public static class AutomationServices
{
    /// <summary>Adds the handlers and the host of their jobs. The host adds <see cref="AlertOptions"/> of its own before, if it has
    /// some.</summary>
    public static IServiceCollection AddSlipwayAutomation(this IServiceCollection services)
    {
        services.TryAddSingleton(new AlertOptions());
        services.TryAddSingleton<SlipwayMetrics>();
        services.AddSingleton<AlertStore>();
        services.AddSingleton<ChampionSpecs>();
        services.AddSingleton<LogChannel>();
        services.AddSingleton(s => new WebhookChannel(
            s.GetRequiredService<AlertOptions>(),
            Environment.GetEnvironmentVariable(AlertOptions.SecretVariable),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<WebhookChannel>>(),
            Environment.GetEnvironmentVariable(AlertOptions.GitHubTokenVariable)));
        services.AddSingleton(s => new AlertDesk(
            s.GetRequiredService<AlertStore>(),
            s.GetRequiredService<ChampionSpecs>(),
            [s.GetRequiredService<LogChannel>(), s.GetRequiredService<WebhookChannel>()],
            s.GetRequiredService<AlertOptions>(),
            s.GetRequiredService<SlipwayMetrics>(),
            s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<DatasetStore>();
        services.TryAddSingleton<RunStore>();
        services.TryAddSingleton(s => new TrainModel(
            s.GetRequiredService<DatasetStore>(),
            s.GetRequiredService<RunStore>(),
            s.GetRequiredService<ModelRegistry>(),
            BuiltInTrainers.All,
            s.GetRequiredService<TimeProvider>(),
            () => RandomNumberGenerator.GetHexString(6, lowercase: true)));
        services.TryAddSingleton<LoggedPredictionReader>();
        services.TryAddSingleton<MakeDriftReport>();
        services.TryAddSingleton<WriteDriftReport>();
        services.AddSingleton<ReportScoredFile>();
        services.TryAddSingleton<Func<ScoredFile, CancellationToken, Task>>(s => s.GetRequiredService<ReportScoredFile>().HandleAsync);
        services.AddSingleton<AddRows>();
        services.AddSingleton<IngestTrainingFile>();
        services.AddSingleton<AddFeedbackRows>();
        services.AddSingleton<RetrainStates>();
        services.AddSingleton<RetrainModel>();
        services.AddSingleton<RetrainDue>();
        services.AddSingleton<MonitorModel>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<ProductJobs>();
        services.AddHostedService<JobHost>();
        return services;
    }
}
