using Slipway.Azure.Tests;
using Slipway.Benchmarks.Faults;

namespace Slipway.EndToEnd.Tests;

/// <summary>
/// Servers that are killed, a service that goes away, messages that come twice, a full disk: every row of every file is there once.
/// The same at full size: <c>dotnet run -c Release --project tests/Slipway.Benchmarks -- faults</c>.
/// </summary>
public class FaultTests
{
    private static readonly FaultOptions Small = new()
    {
        SizeInMegabytes = 2,
        Workers = 2,
        Kills = 3,
        KillDelay = TimeSpan.FromMilliseconds(200),
        Outage = TimeSpan.FromSeconds(1),
        FullFor = TimeSpan.FromSeconds(4),
        Files = 3,
        Patience = TimeSpan.FromMinutes(3),
        Settings = new Dictionary<string, string>
        {
            ["Slipway__Scoring__SplitAboveBytes"] = "200000",
            ["Slipway__Scoring__RangeBytes"] = "60000",
            ["Slipway__Scoring__RangeLease"] = "00:00:03",
            ["Slipway__Scoring__FileLease"] = "00:00:15",
            ["Slipway__Scoring__FirstRetryDelay"] = "00:00:00.2",
            ["Slipway__Inbox__SettleTime"] = "00:00:00.3",
            ["Slipway__Inbox__PollInterval"] = "00:00:00.2",
        },
    };

    [Fact]
    public Task ServersKilled_OnAFolder_EveryRowOnce() => KillScenario.RunAsync(Small);

    [AzuriteFact]
    public Task ServersKilled_OnAzurite_EveryRowOnce() => KillScenario.RunAsync(Small with { OnAzurite = true, Seed = 2 });

    [AzuriteFact]
    public Task ServiceRestarted_EveryRowOnce() => OutageScenario.RunAsync(Small with { OnAzurite = true });

    [Fact]
    public Task MessagesDeliveredAgain_OnAFolder_EveryRowOnce() => DuplicateScenario.RunAsync(Small);

    [AzuriteFact]
    public Task MessagesDeliveredAgain_OnAzurite_EveryRowOnce() => DuplicateScenario.RunAsync(Small with { OnAzurite = true });

    [Fact]
    public Task ManyFiles_TwoServers_EveryRowOnce() => ManyFilesScenario.RunAsync(Small);

    [VolumeFact]
    public Task DiskFull_EveryRowOnceWhenThereIsRoomAgain() => DiskFullScenario.RunAsync(Small);

    private sealed class AzuriteFactAttribute : FactAttribute
    {
        public AzuriteFactAttribute() => Skip = Azurite.SkipReason;
    }

    private sealed class VolumeFactAttribute : FactAttribute
    {
        public VolumeFactAttribute() => Skip = DiskFullScenario.SkipReason;
    }
}
