using Slipway.Learning.Tables;

namespace Slipway.Learning.Performance;

/// <summary>Makes the <see cref="EstimationSums"/> of rows. Immutable; safe to use from several threads.</summary>
public sealed class EstimationTally
{
    private const int CellValues = 3;

    private readonly PerformanceReference _reference;
    private readonly LossModels? _losses;

    /// <summary>Makes the tally of a model.</summary>
    public EstimationTally(PerformanceReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        (_reference, _losses) = (reference, reference.Loss is { } files ? new LossModels(files) : null);
    }

    /// <summary>Whether the features of the rows are looked at: for numbers they are, which costs about as much as predicting does.</summary>
    public bool NeedsFeatures => _losses is not null;

    /// <summary>The sums of some rows. Rows with a number that is not finite do not count.</summary>
    /// <param name="features">The features; not looked at where they are not needed.</param>
    /// <param name="predictions">What the model answered, row-major.</param>
    /// <returns>The sums; null where no row counts.</returns>
    public EstimationSums? Sum(Table? features, ReadOnlySpan<float> predictions)
    {
        int width = Math.Max(1, _reference.Classes.Count);
        int rowCount = predictions.Length / width;
        var rows = new List<int>(rowCount);
        for (int i = 0; i < rowCount; i++)
        {
            if (PerformanceEstimator.IsFinite(predictions.Slice(i * width, width)))
            {
                rows.Add(i);
            }
        }

        if (rows.Count == 0)
        {
            return null;
        }

        bool isWhole = rows.Count == rowCount;
        var kept = isWhole ? predictions : Take(predictions, rows, width);
        if (_losses is { } losses)
        {
            ArgumentNullException.ThrowIfNull(features);
            var (absolute, squared) = losses.Sum(isWhole ? features : features.Take([.. rows]), kept);
            return new EstimationSums(rows.Count, [absolute, squared]);
        }

        var cells = ExpectedMetrics.Count(kept, PerformanceEstimator.Calibrate(_reference, kept), width);
        return new EstimationSums(
            rows.Count, [.. cells.SelectMany(cell => new[] { cell.TruePositives, cell.FalsePositives, cell.FalseNegatives })]);
    }

    /// <summary>The cells that sums were made of; null where the sums are of another model.</summary>
    internal static ClassCell[]? CellsOf(PerformanceReference reference, EstimationSums sums) =>
        sums.Values.Count == reference.Classes.Count * CellValues
            ? [.. sums.Values.Chunk(CellValues).Select(values => new ClassCell(values[0], values[1], values[2]))]
            : null;

    private static float[] Take(ReadOnlySpan<float> values, List<int> rows, int width)
    {
        var taken = new float[rows.Count * width];
        for (int i = 0; i < rows.Count; i++)
        {
            values.Slice(rows[i] * width, width).CopyTo(taken.AsSpan(i * width));
        }

        return taken;
    }
}
