namespace Slipway.Benchmarks.Faults;

/// <summary>One of the servers is killed at a random moment and started again, until that happened so often while a file was being scored.</summary>
internal static class KillScenario
{
    public static async Task RunAsync(FaultOptions options)
    {
        await using var run = await FaultRun.StartAsync(options);
        var expected = await run.ScorePlainlyAsync();
        run.StartServers(options.Workers);
        var random = new Random(options.Seed);
        var names = new List<string>();
        for (int kills = 0; kills < options.Kills;)
        {
            names.Add($"file{names.Count}.csv");
            await run.DropAsync(names[^1]);
            kills += await KillWhileWaitingAsync(run, names[^1], options, random, options.Kills - kills);
        }

        foreach (string name in names)
        {
            await run.WaitUntilGoneAsync(name);
            FaultRun.AssertSame(expected, await run.CheckAsync(name));
        }

        await run.CheckNothingElseAsync();
        run.Say($"passed: {options.Kills} kills during the scoring of {names.Count} file(s)");
    }

    private static async Task<int> KillWhileWaitingAsync(FaultRun run, string name, FaultOptions options, Random random, int wanted)
    {
        int kills = 0;
        while (kills < wanted)
        {
            await Task.Delay(options.KillEvery * (2 * random.NextDouble()));
            run.AssertServersRun();
            int victim = random.Next(run.Servers.Count);
            await run.Servers[victim].KillAsync();
            bool wasWaiting = await run.IsWaitingAsync(name);
            run.Servers[victim].Start();
            if (!wasWaiting)
            {
                break;
            }

            kills++;
            run.Say($"killed server {victim}: {kills} of {wanted}, {await run.DescribeProgressAsync()}");
        }

        return kills;
    }
}
