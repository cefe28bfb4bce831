using System.Diagnostics;
using System.Globalization;
using Slipway.Learning.Tables;

namespace Slipway.Benchmarks;

/// <summary>How fast a CSV becomes columns, types found from the values.</summary>
internal static class CsvTimes
{
    public static int Run(string csv, int repetitions)
    {
        byte[] content = File.ReadAllBytes(csv);
        var walls = new List<double>();
        var busy = new List<double>();
        for (int i = 0; i <= repetitions; i++)
        {
            GC.Collect();
            var busyBefore = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            TableReader.Read(new MemoryStream(content), new TableReaderOptions(), CancellationToken.None);
            walls.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            busy.Add((Process.GetCurrentProcess().TotalProcessorTime - busyBefore).TotalSeconds);
        }

        // The first one warms up.
        double wall = walls.Skip(1).Order().ElementAt(repetitions / 2), cpu = busy.Skip(1).Order().ElementAt(repetitions / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slipway {wall:F3} {cpu:F3} {content.Length / 1e6 / wall:F0}"));
        return 0;
    }
}
