using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Web.Inbox;

namespace Slipway.Web.Tests;

public sealed class InboxServicesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-inbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Options_InTheConfiguration_AreRead()
    {
        using var services = Provide(new()
        {
            ["Slipway:Scoring:RangeBytes"] = "4096",
            ["Slipway:Scoring:SplitAboveBytes"] = "1",
            ["Slipway:Scoring:FirstRetryDelay"] = "00:00:07",
            ["Slipway:Scoring:MakesProfiles"] = "false",
            ["Slipway:Scoring:Rows:Threads"] = "3",
            [$"{InboxOptions.SectionName}:SettleTime"] = "00:00:05",
        });

        var scoring = services.GetRequiredService<FileScoringOptions>();
        Assert.Equal((4096, 1L, TimeSpan.FromSeconds(7), false, 3),
            (scoring.RangeBytes, scoring.SplitAboveBytes, scoring.FirstRetryDelay, scoring.MakesProfiles, scoring.Rows.Threads));
        Assert.Equal(new FileScoringOptions().MaxAttempts, scoring.MaxAttempts);
        Assert.Equal(TimeSpan.FromSeconds(5), services.GetRequiredService<InboxOptions>().SettleTime);
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        using var services = Provide(new() { ["Slipway:Scoring:RangeBytes"] = "0", ["Slipway:Scoring:FileLease"] = "00:00:01" });

        var failure = Assert.Throws<OptionsValidationException>(services.GetRequiredService<FileScoringOptions>);

        Assert.Contains("RangeBytes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("FileLease", failure.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Provide(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddSlipwayScoring(new FolderWorkQueue(_folder, TimeProvider.System))
        .BuildServiceProvider();
}
