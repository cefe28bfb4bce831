namespace Slipway.Benchmarks.Faults;

/// <summary>The storage service goes away while a file is scored, and comes back.</summary>
internal static class OutageScenario
{
    public static async Task RunAsync(FaultOptions options)
    {
        if (!options.OnAzurite)
        {
            Console.WriteLine("skipped: a folder has no service that could go away; use --store azurite");
            return;
        }

        await using var run = await FaultRun.StartAsync(options);
        var expected = await run.ScorePlainlyAsync();
        run.StartServers(options.Workers);
        await run.DropUntilAsync("file.csv", run.IsBegunAsync, "some ranges are scored");
        run.Say($"the service stops, {await run.DescribeProgressAsync()}");
        await run.Store.PauseAsync(options.Outage);
        run.Say($"the service is back, {await run.DescribeProgressAsync()}");
        await run.WaitUntilGoneAsync("file.csv");
        FaultRun.AssertSame(expected, await run.CheckAsync("file.csv"));
        await run.CheckNothingElseAsync();
        run.Say($"passed: an outage of {options.Outage.TotalSeconds} s");
    }
}
