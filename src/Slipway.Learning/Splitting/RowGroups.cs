namespace Slipway.Learning.Splitting;

/// <summary>Row indexes, put together by what the rows have in common.</summary>
internal static class RowGroups
{
    /// <summary>The rows of each class, ascending; a class without rows below the highest one has an empty group.</summary>
    public static int[][] ByClass(ReadOnlySpan<double> targets)
    {
        var groups = new List<List<int>>();
        for (int row = 0; row < targets.Length; row++)
        {
            double target = targets[row];
            if (!(target >= 0 && target < int.MaxValue && target == Math.Floor(target)))
            {
                throw new ArgumentException($"Row {row} has the target {target}; a target is the index of a class.", nameof(targets));
            }

            while (groups.Count <= (int)target)
            {
                groups.Add([]);
            }

            groups[(int)target].Add(row);
        }

        return [.. groups.Select(group => group.ToArray())];
    }

    /// <summary>The split with the marked rows on the test side and all others on the training side.</summary>
    public static DataSplit Split(bool[] isTest)
    {
        var train = new List<int>();
        var test = new List<int>();
        for (int row = 0; row < isTest.Length; row++)
        {
            (isTest[row] ? test : train).Add(row);
        }

        return new DataSplit([.. train], [.. test]);
    }

    /// <summary>One split a fold: its rows on the test side, all others on the training side.</summary>
    /// <param name="foldOfRows">The fold of each row; -1 for rows that are learned from in every fold.</param>
    /// <param name="foldCount">The number of folds.</param>
    public static DataSplit[] SplitByFold(int[] foldOfRows, int foldCount)
    {
        var splits = new DataSplit[foldCount];
        for (int fold = 0; fold < foldCount; fold++)
        {
            splits[fold] = Split(Array.ConvertAll(foldOfRows, rowFold => rowFold == fold));
        }

        return splits;
    }
}
