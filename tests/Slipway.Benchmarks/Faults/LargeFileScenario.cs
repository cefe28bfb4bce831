namespace Slipway.Benchmarks.Faults;

/// <summary>A file beyond what a 32-bit number can count goes through in little memory, and the rest of the inbox does not wait for it.</summary>
internal static class LargeFileScenario
{
    public static async Task RunAsync(FaultOptions options)
    {
        await using var run = await FaultRun.StartAsync(options);
        string small = Path.Combine(run.Folder, "small.csv");
        long rows = FaultCsv.Write(small, 100_000);
        run.StartServers(options.Workers);
        await run.DropAsync("large.csv");
        await run.WaitAsync(run.IsBegunAsync, "some ranges are scored");
        for (int i = 0; i < 5; i++)
        {
            await run.DropAsync($"small{i}.csv", small);
            await run.WaitUntilGoneAsync($"small{i}.csv");
            await run.CheckAsync($"small{i}.csv", rows);
        }

        run.Say(await run.IsWaitingAsync("large.csv") ? "the large file is still being scored" : "the large file is done");
        await run.WaitUntilGoneAsync("large.csv");
        await run.CheckAsync("large.csv");
        await run.CheckNothingElseAsync();
        run.Say($"passed: {new FileInfo(run.CsvFile).Length} bytes");
    }
}
