using System.Diagnostics;

namespace Slipway.Benchmarks.Faults;

/// <summary>The volume of the store runs full while files are scored; when there is room again, everything finishes.</summary>
internal static class DiskFullScenario
{
    private static readonly TimeSpan FullFor = TimeSpan.FromSeconds(45);

    public static async Task RunAsync(FaultOptions options)
    {
        if (options.OnAzurite)
        {
            Console.WriteLine("skipped: the emulator has no disk of its own to run full; use --store folder");
            return;
        }

        string volume = Path.Combine(options.WorkFolder, $"slipway-volume-{Environment.ProcessId}");
        Directory.CreateDirectory(volume);
        int megabytes = (options.SizeInMegabytes * 4) + 64;
        if (!Mount("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", volume))
        {
            Directory.Delete(volume);
            Console.WriteLine("skipped: a volume of limited size cannot be mounted here; run as root on Linux");
            return;
        }

        try
        {
            await RunAsync(options, volume);
        }
        finally
        {
            Mount("umount", volume);
            Directory.Delete(volume);
        }
    }

    private static async Task RunAsync(FaultOptions options, string volume)
    {
        await using var run = await FaultRun.StartAsync(options, Path.Combine(volume, "store"));
        var expected = await run.ScorePlainlyAsync();
        string small = run.CsvFile + ".small";
        long rows = FaultCsv.Write(small, 1_000_000);
        run.StartServers(options.Workers);
        await run.DropAsync("large.csv");
        await run.DropAsync("small.csv", small);

        // Filled before the large file has half of its results, and while the small one settles.
        string ballast = Path.Combine(volume, "ballast");
        long free = new DriveInfo(volume).AvailableFreeSpace - (options.SizeInMegabytes * 1024L * 1024 / 2);
        await using (var filler = new FileStream(ballast, FileMode.Create))
        {
            byte[] block = new byte[1 << 20];
            for (long left = free; left > 0; left -= block.Length)
            {
                await filler.WriteAsync(block);
            }
        }

        await run.WaitAsync(() => Task.FromResult(new DriveInfo(volume).AvailableFreeSpace < 1 << 20), "the volume is full");
        await run.WaitForAsync(FullFor);
        run.Say($"free: {new DriveInfo(volume).AvailableFreeSpace} bytes, {await run.DescribeProgressAsync()}");
        File.Delete(ballast);
        run.Say("there is room again");
        await run.WaitUntilGoneAsync("small.csv");
        await run.CheckAsync("small.csv", rows);
        await run.WaitUntilGoneAsync("large.csv");
        FaultRun.AssertSame(expected, await run.CheckAsync("large.csv"));
        await run.CheckNothingElseAsync();
        run.Say($"passed: the volume was full for {FullFor.TotalSeconds} s");
    }

    private static bool Mount(string program, params string[] arguments)
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
