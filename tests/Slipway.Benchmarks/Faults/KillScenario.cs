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
        // The first one soon: while the file settles or is planned. The others when so many of its ranges are scored.
        int ranges = 0;
        double[] places = [.. Enumerable.Range(0, wanted).Select(_ => random.NextDouble()).Order()];
        int kills = 0;
        while (kills < wanted)
        {
            if (kills > 0)
            {
                while (ranges == 0 && await run.IsWaitingAsync(name))
                {
                    ranges = await run.CountPlannedRangesAsync();
                }

                int place = (int)(places[kills] * ranges);
                while (await run.CountScoredRangesAsync() < place && await run.IsWaitingAsync(name))
                {
                    await Task.Delay(options.KillDelay / 20);
                }
            }

            await Task.Delay(options.KillDelay * random.NextDouble());
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
