using Slipway.Learning.Randomness;
using Slipway.Learning.Results;

namespace Slipway.Learning.Splitting;

/// <summary>
/// Splits rows several times, so that each model of a search is tested on rows that it has not seen. The same input and seed give the same
/// folds on every machine. Where the rows do not suffice for the folds asked for, there are fewer, and a note says so.
/// </summary>
public static class CrossValidation
{
    /// <summary>
    /// Deals the rows of each class, shuffled, to the folds in turn: every fold tests each class in its share, within one row. A class
    /// with fewer rows than folds lowers the number of folds to its rows; the row of a class with only one is learned from in every fold.
    /// </summary>
    /// <param name="targets">The index of the class of each row.</param>
    /// <param name="folds">The folds asked for, at least 2.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <returns>The folds, or <c>split.tooFewRows</c> where no class has two rows.</returns>
    public static Result<FoldSet> Stratified(ReadOnlySpan<double> targets, int folds, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var rowsOfClasses = RowGroups.ByClass(targets);
        int smallest = rowsOfClasses.Where(rows => rows.Length > 1).Select(rows => rows.Length).DefaultIfEmpty(0).Min();
        if (smallest == 0)
        {
            return new Problem(
                "split.tooFewRows",
                $"{targets.Length} rows have no class with two rows, so none can be tested with its class still learned. Add rows.");
        }

        var notes = new List<string>();
        int count = Reduce(folds, smallest, $"the smallest class has {smallest} rows", notes);
        int alone = rowsOfClasses.Count(rows => rows.Length == 1);
        if (alone > 0)
        {
            notes.Add($"{alone} {(alone == 1 ? "class has" : "classes have")} only one row, which every fold learns from and none tests.");
        }

        var random = new SeededRandom(seed);
        var foldOfRows = new int[targets.Length];
        int next = 0;
        foreach (int[] rows in rowsOfClasses)
        {
            random.Shuffle<int>(rows);
            foreach (int row in rows)
            {
                foldOfRows[row] = rows.Length == 1 ? -1 : next++ % count;
            }
        }

        return new FoldSet(RowGroups.SplitByFold(foldOfRows, count), notes);
    }

    /// <summary>Deals the rows, shuffled, to the folds in turn: every row is tested once.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="folds">The folds asked for, at least 2; never more than there are rows.</param>
    /// <param name="seed">The source of randomness.</param>
    /// <returns>The folds, or <c>split.tooFewRows</c> with fewer than two rows.</returns>
    public static Result<FoldSet> Random(int rowCount, int folds, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (rowCount < 2)
        {
            return HoldOut.TooFewRows(rowCount);
        }

        var notes = new List<string>();
        int count = Reduce(folds, rowCount, $"there are {rowCount} rows", notes);
        int[] rows = [.. Enumerable.Range(0, rowCount)];
        new SeededRandom(seed).Shuffle<int>(rows);
        var foldOfRows = new int[rowCount];
        for (int i = 0; i < rowCount; i++)
        {
            foldOfRows[rows[i]] = i % count;
        }

        return new FoldSet(RowGroups.SplitByFold(foldOfRows, count), notes);
    }

    /// <summary>
    /// Forward in time: the rows are cut into one block more than folds; each fold tests a block and learns from all blocks before it, so
    /// no model sees the future, and the oldest block is never tested. Rows of one time are in one block. A row without a time counts as
    /// older than all others.
    /// </summary>
    /// <param name="times">The time of each row, in UTC ticks or any unit that ascends; <see cref="long.MinValue"/> is missing.</param>
    /// <param name="folds">The folds asked for, at least 2; with only two distinct times there is one.</param>
    /// <returns>The folds, or <c>split.tooFewRows</c>, or <c>split.oneTime</c> where all rows have the same time.</returns>
    public static Result<FoldSet> ForwardInTime(ReadOnlySpan<long> times, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (times.Length < 2)
        {
            return HoldOut.TooFewRows(times.Length);
        }

        var order = TimeOrder.Of(times);
        if (order.DistinctTimes < 2)
        {
            return TimeOrder.OneTime(times.Length);
        }

        var notes = new List<string>();
        int count = Reduce(folds, order.DistinctTimes - 1, $"there are {order.DistinctTimes} distinct times", notes);
        var wished = new int[count];
        for (int i = 0; i < count; i++)
        {
            wished[i] = (int)((long)times.Length * (i + 1) / (count + 1));
        }

        int[] cuts = order.Cuts(wished);
        var splits = new DataSplit[count];
        for (int i = 0; i < count; i++)
        {
            int[] train = order.Rows[..cuts[i]];
            int[] test = order.Rows[cuts[i]..(i + 1 < count ? cuts[i + 1] : times.Length)];
            Array.Sort(train);
            Array.Sort(test);
            splits[i] = new DataSplit(train, test);
        }

        return new FoldSet(splits, notes);
    }

    private static int Reduce(int folds, int fitting, string reason, List<string> notes)
    {
        if (fitting < folds)
        {
            notes.Add($"Cross-validation uses {fitting} {(fitting == 1 ? "fold" : "folds")} instead of {folds}, because {reason}.");
        }

        return Math.Min(folds, fitting);
    }
}
