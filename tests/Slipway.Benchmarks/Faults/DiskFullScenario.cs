using System.Diagnostics;

namespace Slipway.Benchmarks.Faults;

/// <summary>The volume of the store runs full while files are scored; when there is room again, everything finishes.</summary>
internal static class DiskFullScenario
{
    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <summary>Why it cannot be run here; null when it can.</summary>
    public static string? SkipReason => Missing.Value;

    public static async Task RunAsync(FaultOptions options)
    {
        if (options.OnAzurite || SkipReason is not null)
        {
            Console.WriteLine($"skipped: {SkipReason ?? "the emulator has no disk of its own to run full; use --store folder"}");
            return;
        }

        string volume = Directory.CreateTempSubdirectory("slipway-volume-").FullName;
        Mount(volume, (options.SizeInMegabytes * 4) + 64);
        try
        {
            await RunAsync(options, volume);
        }
        finally
        {
            Run("umount", volume);
            Directory.Delete(volume);
        }
    }

    private static string? FindMissing()
    {
        string volume = Directory.CreateTempSubdirectory("slipway-volume-").FullName;
        bool isMounted = Mount(volume, 1);
        if (isMounted)
        {
            Run("umount", volume);
        }

        Directory.Delete(volume);
        return isMounted ? null : "A volume of limited size cannot be mounted here; run as root on Linux.";
    }

    private static bool Mount(string folder, int megabytes) => Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);

    private static async Task RunAsync(FaultOptions options, string volume)
    {
        await using var run = await FaultRun.StartAsync(options, Path.Combine(volume, "store"));
        var expected = await run.ScorePlainlyAsync();
        string small = Path.Combine(run.Folder, "small.csv");
        long rows = FaultCsv.Write(small, 1_000_000);
        await run.DropAsync("large.csv");
        await run.DropAsync("small.csv", small);

        // Before anything runs: the servers themselves use up a room that cannot hold what they are to write, however fast they are.
        string ballast = Path.Combine(volume, "ballast");
        Fill(ballast);
        long room = new FileInfo(run.CsvFile).Length / 2;
        GiveBack(ballast, room);
        run.StartServers(options.Workers);

        // Staged rows of many ranges may take the room before any of them is recorded.
        await run.WaitAsync(
            async () => new DriveInfo(volume).AvailableFreeSpace < room / 8 || await run.IsBegunAsync(),
            "some ranges are scored, or the volume is full");
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < options.FullFor;)
        {
            // What failed to be written gives its room back, so the volume is filled again and again.
            Fill(ballast);
            await run.WaitForAsync(TimeSpan.FromMilliseconds(100));
        }

        run.Say($"free: {new DriveInfo(volume).AvailableFreeSpace} bytes, {await run.DescribeProgressAsync()}");
        if (!await run.IsWaitingAsync("large.csv"))
        {
            throw new InvalidOperationException("The file was done before the volume was full, so nothing is shown; give a larger one.");
        }

        File.Delete(ballast);
        run.Say("there is room again");
        await run.WaitUntilGoneAsync("small.csv");
        await run.CheckAsync("small.csv", rows);
        await run.WaitUntilGoneAsync("large.csv");
        FaultRun.AssertSame(expected, await run.CheckAsync("large.csv"));
        await run.CheckNothingElseAsync();
        run.Say($"passed: the volume was full for {options.FullFor.TotalSeconds} s");
    }

    private static void Fill(string file)
    {
        byte[] block = new byte[64 * 1024];
        using var ballast = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    private static void GiveBack(string ballast, long bytes)
    {
        using var file = new FileStream(ballast, FileMode.Open, FileAccess.Write);
        file.SetLength(file.Length - bytes);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
