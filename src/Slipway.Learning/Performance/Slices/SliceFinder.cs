using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Performance.Slices;

/// <summary>Finds the groups of rows that a model is worst at. Pure; safe to use from several threads.</summary>
public static class SliceFinder
{
    // The 97.5 % point of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>
    /// Groups rows by each category, boolean and quantile range of numbers, one column at a time, and measures each group. Intervals:
    /// E. B. Wilson's for accuracy (J. Am. Stat. Assoc. 22, 1927), the normal one for the mean absolute error. They are not corrected for
    /// the number of groups.
    /// </summary>
    /// <param name="schema">What the model takes and answers.</param>
    /// <param name="features">The features of the rows.</param>
    /// <param name="targets">The outcomes: indexes of classes, or numbers.</param>
    /// <param name="predictions">What the model answered, row-major.</param>
    /// <param name="options">Sizes.</param>
    /// <returns>The report; null where there are no rows.</returns>
    public static SliceReport? Find(
        ModelSchema schema, Table features, ReadOnlySpan<double> targets, ReadOnlySpan<float> predictions, SliceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Length, targets.Length * schema.OutputWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Bins, 2);
        if (targets.Length == 0)
        {
            return null;
        }

        bool isRegression = schema.Task == LearningTask.Regression;
        double[] losses = new double[targets.Length];
        for (int i = 0; i < losses.Length; i++)
        {
            var row = predictions.Slice(i * schema.OutputWidth, schema.OutputWidth);
            losses[i] = isRegression ? Math.Abs(targets[i] - row[0]) : EvaluatedRows.PredictedClass(row) == targets[i] ? 1 : 0;
        }

        double overall = losses.Average();
        var slices = new List<PerformanceSlice>();
        foreach (var feature in schema.Features)
        {
            if (features.TryGetColumn(feature.Name, out var column))
            {
                var groups = RowGroupings.Of(column, options.Bins).Where(group => group.Rows.Count >= options.MinRows);
                slices.AddRange(groups.Select(group => Measure(column.Name, group, losses, isRegression, overall)));
            }
        }

        var worst = isRegression
            ? slices.OrderByDescending(slice => slice.Lower).ThenByDescending(slice => slice.Value)
            : slices.OrderBy(slice => slice.Upper).ThenBy(slice => slice.Value);
        return new SliceReport(
            isRegression ? "mae" : "accuracy", overall, losses.Length, slices.Count, [.. worst.Take(options.MaxSlices)]);
    }

    /// <summary>The Wilson interval of a share, 95 %.</summary>
    /// <param name="successes">How many rows count.</param>
    /// <param name="count">Of how many, at least 1.</param>
    public static (double Lower, double Upper) Wilson(double successes, double count)
    {
        double share = successes / count;
        double scale = 1 + (Z * Z / count);
        double center = (share + (Z * Z / (2 * count))) / scale;
        double half = Z / scale * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4 * count * count)));
        return (Math.Max(0, center - half), Math.Min(1, center + half));
    }

    private static PerformanceSlice Measure(string feature, RowGrouping group, double[] losses, bool isRegression, double overall)
    {
        double[] own = [.. group.Rows.Select(row => losses[row])];
        double value = own.Average();
        var (lower, upper) = isRegression ? Normal(own, value) : Wilson(own.Sum(), own.Length);
        return new PerformanceSlice(
            feature, group.Name, own.Length, value, lower, upper, isRegression ? lower > overall : upper < overall);
    }

    private static (double Lower, double Upper) Normal(double[] values, double mean)
    {
        double variance = values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1);
        double half = Z * Math.Sqrt(variance / values.Length);
        return (Math.Max(0, mean - half), mean + half);
    }
}
