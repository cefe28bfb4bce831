using System.Globalization;

namespace Slipway.Benchmarks.Faults;

/// <summary>The output is the same from one range and from a hundred, from one process and from four.</summary>
internal static class IdenticalScenario
{
    public static async Task RunAsync(FaultOptions options)
    {
        await using var run = await FaultRun.StartAsync(options);
        var expected = await run.ScorePlainlyAsync();
        long size = new FileInfo(run.CsvFile).Length;
        foreach (int ranges in (int[])[1, 100])
        {
            var settings = new Dictionary<string, string>
            {
                ["Slipway__Scoring__SplitAboveBytes"] = (ranges == 1 ? size + 1 : 1).ToString(CultureInfo.InvariantCulture),
                ["Slipway__Scoring__RangeBytes"] = (size / Math.Max(ranges, 8)).ToString(CultureInfo.InvariantCulture),
            };
            foreach (int processes in (int[])[1, 4])
            {
                run.StartServers(processes, settings);
                string name = $"ranges{ranges}-processes{processes}.csv";
                await run.DropAsync(name);
                await run.WaitUntilGoneAsync(name);
                FaultRun.AssertSame(expected, await run.CheckAsync(name));
                await run.CheckNothingElseAsync();
                await run.StopServersAsync();
            }
        }

        run.Say("passed: the same bytes from 1 range and 100, 1 process and 4");
    }
}
