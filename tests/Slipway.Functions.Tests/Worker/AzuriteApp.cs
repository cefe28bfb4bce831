using Slipway.Azure;
using Slipway.Azure.Tests;

namespace Slipway.Functions.Tests.Worker;

/// <summary>An Azurite, and the settings of an app whose store is on it.</summary>
public sealed class AzuriteApp : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-functions-");
    private Azurite? _azurite;

    public async Task InitializeAsync()
    {
        if (Azurite.SkipReason is null)
        {
            _azurite = await Azurite.StartAsync(_folder.FullName);
        }
    }

    public Task DisposeAsync()
    {
        _azurite?.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A store with names of its own.</summary>
    public AzureStorage Open(string prefix) =>
        AzureStorage.Open(_azurite!.ConnectionString, new AzureStorageOptions { NamePrefix = prefix }).Value;

    /// <summary>The settings of an app on that store.</summary>
    public Dictionary<string, string> Settings(string prefix) => new()
    {
        ["SLIPWAY_STORAGE"] = _azurite!.ConnectionString,
        ["SLIPWAY_STORAGE_PREFIX"] = prefix,
        ["Slipway"] = _azurite.ConnectionString,
        ["SLIPWAY_INBOX_CONTAINER"] = prefix + "inbox",
        ["SLIPWAY_TRAINING_CONTAINER"] = prefix + "training",
        ["SLIPWAY_SCORE_QUEUE"] = prefix + "score-ranges",
        ["SLIPWAY_DRIFT_QUEUE"] = prefix + "drift-reports",
        ["SLIPWAY_RETRAIN_SCHEDULE"] = "0 */15 * * * *",
        ["SLIPWAY_MONITOR_SCHEDULE"] = "0 */5 * * * *",
    };
}
