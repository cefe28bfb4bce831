using Microsoft.Extensions.Configuration;
using Slipway.Azure;
using Slipway.Datasets;
using Slipway.Learning.Results;
using Slipway.Monitoring.Reports;
using Slipway.Scoring;
using Slipway.Web;

namespace Slipway.Functions.Hosting;

/// <summary>
/// The settings of the app. Triggers name theirs in <c>%...%</c>, which the Functions host puts in; the app reads the same ones, so that a
/// trigger that watches one place while the store works on another is refused at the start.
/// </summary>
/// <param name="Storage">The account of the store.</param>
/// <param name="Web">What callers may ask for.</param>
internal sealed record FunctionSettings(AzureStorage Storage, SlipwayWebOptions Web)
{
    /// <summary>The connection that triggers and bindings name: <c>Slipway__blobServiceUri</c> and its kind.</summary>
    public const string Connection = "Slipway";

    /// <summary>The account of the store, as <see cref="AzureStorage.Open"/> takes it.</summary>
    public const string StoreSetting = "SLIPWAY_STORAGE";

    /// <summary>What names of containers and queues begin with; may be missing.</summary>
    public const string PrefixSetting = "SLIPWAY_STORAGE_PREFIX";

    public const string InboxSetting = "SLIPWAY_INBOX_CONTAINER";
    public const string TrainingSetting = "SLIPWAY_TRAINING_CONTAINER";
    public const string ChunkQueueSetting = "SLIPWAY_SCORE_QUEUE";
    public const string ReportQueueSetting = "SLIPWAY_DRIFT_QUEUE";
    public const string RetrainSchedule = "SLIPWAY_RETRAIN_SCHEDULE";
    public const string MonitorSchedule = "SLIPWAY_MONITOR_SCHEDULE";

    private const string Fault = "server.options";

    /// <summary>Reads them.</summary>
    /// <returns>The settings; or everything that is wrong with them at once.</returns>
    public static Result<FunctionSettings> Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var problems = new List<Problem>();
        string prefix = configuration[PrefixSetting] ?? "";
        CheckPlace(configuration, InboxSetting, prefix + ScoreFile.Container, problems);
        CheckPlace(configuration, TrainingSetting, prefix + IngestTrainingFile.Container, problems);
        CheckPlace(configuration, ChunkQueueSetting, prefix + ScoreMessages.Queue, problems);
        CheckPlace(configuration, ReportQueueSetting, prefix + DriftReportQueue.Name, problems);
        RequireSchedule(configuration, RetrainSchedule, problems);
        RequireSchedule(configuration, MonitorSchedule, problems);
        var storage = OpenStorage(configuration, prefix);
        var web = ReadWeb(configuration);
        problems.AddRange(storage.Problems);
        problems.AddRange(web.Problems);
        return problems.Count > 0
            ? Result<FunctionSettings>.Failure(problems)
            : new FunctionSettings(storage.Value, web.Value);
    }

    private static Result<AzureStorage> OpenStorage(IConfiguration configuration, string prefix)
    {
        if (configuration[StoreSetting] is not { Length: > 0 } account)
        {
            return new Problem(
                Fault, $"The setting {StoreSetting} is missing. Set it to https://<account>.blob.core.windows.net.");
        }

        string? identity = configuration["AZURE_CLIENT_ID"];
        return AzureStorage.Open(account, new AzureStorageOptions { NamePrefix = prefix, ManagedIdentityClientId = identity });
    }

    private static Result<SlipwayWebOptions> ReadWeb(IConfiguration configuration)
    {
        var read = SlipwayWebSettings.Read(configuration);
        if (!read.TryGetValue(out var options))
        {
            return read;
        }

        // The host in front takes the connections, and asks for its keys; its triggers do what would go by the clock.
        options.AllowRemote = true;
        options.RunJobs = false;
        options.Limits.DrainDelay = TimeSpan.Zero;
        var problems = SlipwayWebSettings.Check(options).ToList();
        return problems.Count > 0 ? Result<SlipwayWebOptions>.Failure(problems) : options;
    }

    private static void CheckPlace(IConfiguration configuration, string setting, string expected, List<Problem> problems)
    {
        string? value = configuration[setting];
        if (string.IsNullOrEmpty(value))
        {
            problems.Add(new Problem(Fault, $"The setting {setting} is missing, which a trigger reads. Set it to {expected}."));
        }
        else if (value != expected)
        {
            problems.Add(new Problem(
                Fault,
                $"The setting {setting} is '{value}', but the store keeps this in '{expected}' ({PrefixSetting} before a name)."));
        }
    }

    private static void RequireSchedule(IConfiguration configuration, string setting, List<Problem> problems)
    {
        if (string.IsNullOrEmpty(configuration[setting]))
        {
            problems.Add(new Problem(
                Fault, $"The setting {setting} is missing, which a timer reads. Set it to NCRONTAB, such as 0 */15 * * * *."));
        }
    }
}
