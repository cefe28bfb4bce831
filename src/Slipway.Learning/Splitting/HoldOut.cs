using Slipway.Learning.Randomness;
using Slipway.Learning.Results;

namespace Slipway.Learning.Splitting;

/// <summary>
/// Splits rows once, into those to learn from and those held out to test the final model. The same input and seed give the same split on
/// every machine.
/// </summary>
public static class HoldOut
{
    /// <summary>
    /// Holds out random rows of each class, so that both sides have the classes in the same shares, within one row a class. A class with
    /// two rows or more is on both sides; the row of a class with only one is learned from.
    /// </summary>
    /// <param name="targets">The index of the class of each row.</param>
    /// <param name="testShare">The share of the rows to test on, between 0 and 1.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <returns>The split, or <c>split.tooFewRows</c> where no class has two rows.</returns>
    public static Result<DataSplit> Stratified(ReadOnlySpan<double> targets, double testShare, long seed)
    {
        CheckShare(testShare);
        var rowsOfClasses = RowGroups.ByClass(targets);
        int[] testCounts = StratifiedCounts(rowsOfClasses, testShare);
        var random = new SeededRandom(seed);
        var isTest = new bool[targets.Length];
        for (int i = 0; i < rowsOfClasses.Length; i++)
        {
            random.Shuffle<int>(rowsOfClasses[i]);
            foreach (int row in rowsOfClasses[i].AsSpan(0, testCounts[i]))
            {
                isTest[row] = true;
            }
        }

        return testCounts.Sum() == 0
            ? new Problem(
                "split.tooFewRows",
                $"{targets.Length} rows have no class with two rows, so none can be held out with its class still learned. Add rows.")
            : RowGroups.Split(isTest);
    }

    /// <summary>Holds out random rows, at least one and not all.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="testShare">The share of the rows to test on, between 0 and 1.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <returns>The split, or <c>split.tooFewRows</c> with fewer than two rows.</returns>
    public static Result<DataSplit> Random(int rowCount, double testShare, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        CheckShare(testShare);
        if (rowCount < 2)
        {
            return TooFewRows(rowCount);
        }

        int[] rows = [.. Enumerable.Range(0, rowCount)];
        new SeededRandom(seed).Shuffle<int>(rows);
        var isTest = new bool[rowCount];
        foreach (int row in rows.AsSpan(0, TestCount(rowCount, testShare)))
        {
            isTest[row] = true;
        }

        return RowGroups.Split(isTest);
    }

    /// <summary>
    /// Holds out the newest rows. Rows of one time are never on both sides: the cut is between two times, where the share is nearest to the
    /// one asked for (the larger test side, of two alike). A row without a time counts as older than all others.
    /// </summary>
    /// <param name="times">The time of each row, in UTC ticks or any unit that ascends; <see cref="long.MinValue"/> is missing.</param>
    /// <param name="testShare">The share of the rows to test on, between 0 and 1.</param>
    /// <returns>The split, or <c>split.tooFewRows</c>, or <c>split.oneTime</c> where all rows have the same time.</returns>
    public static Result<DataSplit> ByTime(ReadOnlySpan<long> times, double testShare)
    {
        CheckShare(testShare);
        if (times.Length < 2)
        {
            return TooFewRows(times.Length);
        }

        var order = TimeOrder.Of(times);
        if (order.DistinctTimes < 2)
        {
            return TimeOrder.OneTime(times.Length);
        }

        int cut = order.Cuts([times.Length - TestCount(times.Length, testShare)])[0];
        var isTest = new bool[times.Length];
        foreach (int row in order.Rows.AsSpan(cut))
        {
            isTest[row] = true;
        }

        return RowGroups.Split(isTest);
    }

    internal static Problem TooFewRows(int rowCount) =>
        new("split.tooFewRows", $"The data has {rowCount} rows; at least 2 are needed, one to learn from and one to test on. Add rows.");

    private static int TestCount(int rowCount, double testShare) =>
        Math.Clamp((int)Math.Round(rowCount * testShare, MidpointRounding.AwayFromZero), 1, rowCount - 1);

    /// <summary>Rounds the exact counts so that they add up to the share of all rows: the largest remainders are rounded up.</summary>
    private static int[] StratifiedCounts(int[][] rowsOfClasses, double testShare)
    {
        double[] exact = Array.ConvertAll(rowsOfClasses, rows => rows.Length < 2 ? 0 : rows.Length * testShare);
        int[] counts = Array.ConvertAll(exact, count => (int)count);
        int missing = (int)Math.Round(exact.Sum(), MidpointRounding.AwayFromZero) - counts.Sum();
        foreach (int i in Enumerable.Range(0, counts.Length).OrderByDescending(i => exact[i] - counts[i]).Take(Math.Max(missing, 0)))
        {
            counts[i]++;
        }

        for (int i = 0; i < counts.Length; i++)
        {
            int rowCount = rowsOfClasses[i].Length;
            counts[i] = rowCount < 2 ? 0 : Math.Clamp(counts[i], 1, rowCount - 1);
        }

        return counts;
    }

    private static void CheckShare(double testShare)
    {
        if (!(testShare > 0 && testShare < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "The share of test rows is above 0 and below 1.");
        }
    }
}
