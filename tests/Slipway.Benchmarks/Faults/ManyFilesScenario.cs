namespace Slipway.Benchmarks.Faults;

/// <summary>Two servers share an inbox of many files, small and large.</summary>
internal static class ManyFilesScenario
{
    public static async Task RunAsync(FaultOptions options)
    {
        await using var run = await FaultRun.StartAsync(options);
        var expected = await run.ScorePlainlyAsync();
        string small = Path.Combine(run.Folder, "small.csv");
        long rows = FaultCsv.Write(small, 100_000);
        run.StartServers(2);
        var names = Enumerable.Range(0, options.Files).Select(i => $"small{i}.csv").ToList();
        await run.DropAsync("large0.csv");
        foreach (string name in names)
        {
            await run.DropAsync(name, small);
        }

        await run.DropAsync("large1.csv");
        ResultMarks? first = null;
        foreach (string name in names)
        {
            await run.WaitUntilGoneAsync(name);
            var marks = await run.CheckAsync(name, rows);
            FaultRun.AssertSame(first ??= marks, marks);
        }

        foreach (string name in (string[])["large0.csv", "large1.csv"])
        {
            await run.WaitUntilGoneAsync(name);
            FaultRun.AssertSame(expected, await run.CheckAsync(name));
        }

        await run.CheckNothingElseAsync();
        run.Say($"passed: {names.Count + 2} files, two servers");
    }
}
