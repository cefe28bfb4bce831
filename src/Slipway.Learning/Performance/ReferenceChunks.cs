namespace Slipway.Learning.Performance;

/// <summary>
/// Alert thresholds: three standard deviations around the mean of a metric over chunks of the reference.
/// </summary>
internal static class ReferenceChunks
{
    // A metric of fewer rows scatters too much to say what is usual.
    private const int MinChunkRows = 30;
    private const double Deviations = 3;

    public static int Count(int rowCount, PerformanceReferenceOptions options) => Math.Min(options.Chunks, rowCount / MinChunkRows);

    /// <summary>The rows of each chunk; no chunks where the rows are too few.</summary>
    public static IReadOnlyList<int[]> Split(int rowCount, PerformanceReferenceOptions options)
    {
        int count = Count(rowCount, options);
        if (count < 2)
        {
            return [];
        }

        int size = rowCount / count;
        return
        [
            .. Enumerable.Range(0, count).Select(chunk => options.HasConsecutiveChunks
                ? Enumerable.Range(chunk * size, size).ToArray()
                : [.. Enumerable.Range(0, size).Select(i => (i * count) + chunk)]),
        ];
    }

    public static (double? Below, double? Above) Thresholds(IEnumerable<double> values, double min, double max)
    {
        double[] defined = [.. values.Where(double.IsFinite)];
        if (defined.Length < 2)
        {
            return (null, null);
        }

        double mean = defined.Average();
        double width = Deviations * SamplingDeviations.StandardDeviation(defined);

        // A threshold at the end of the range would never be passed.
        return (mean - width > min ? mean - width : null, mean + width < max ? mean + width : null);
    }
}
