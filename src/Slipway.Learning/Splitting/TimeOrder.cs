using Slipway.Learning.Results;

namespace Slipway.Learning.Splitting;

/// <summary>Rows from the oldest to the newest, and where one time ends and the next begins.</summary>
internal sealed class TimeOrder
{
    private readonly int[] _starts;

    private TimeOrder(int[] rows, int[] starts) => (Rows, _starts) = (rows, starts);

    /// <summary>Row indexes by time; in no particular order among those of one time.</summary>
    public int[] Rows { get; }

    public int DistinctTimes => _starts.Length;

    public static TimeOrder Of(ReadOnlySpan<long> times)
    {
        long[] sorted = times.ToArray();
        int[] rows = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, rows);
        var starts = new List<int>();
        for (int i = 0; i < rows.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                starts.Add(i);
            }
        }

        return new TimeOrder(rows, [.. starts]);
    }

    public static Problem OneTime(int rowCount) =>
        new("split.oneTime", $"All {rowCount} rows have the same time, so none is newer than others. Name another time column, or none.");

    /// <summary>
    /// Positions in <see cref="Rows"/> at which a time begins, ascending, none of them 0: each as near as it can be to the one wished for
    /// (the earlier of two alike), with enough times left for those that follow.
    /// </summary>
    /// <param name="wished">Ascending positions, fewer than the distinct times.</param>
    public int[] Cuts(ReadOnlySpan<int> wished)
    {
        var cuts = new int[wished.Length];
        int group = 0;
        for (int i = 0; i < wished.Length; i++)
        {
            group++;
            int lastGroup = DistinctTimes - (wished.Length - i);
            while (group < lastGroup && Math.Abs(_starts[group + 1] - wished[i]) < Math.Abs(_starts[group] - wished[i]))
            {
                group++;
            }

            cuts[i] = _starts[group];
        }

        return cuts;
    }
}
