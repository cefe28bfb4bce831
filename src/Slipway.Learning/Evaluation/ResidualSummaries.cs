namespace Slipway.Learning.Evaluation;

/// <summary>Makes the summary of residuals.</summary>
internal static class ResidualSummaries
{
    private const int HistogramBins = 30;

    private static readonly double[] Shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <summary>The summary; null without rows, or where the residuals lie too far apart for a double to hold the distance.</summary>
    public static ResidualSummary? Of(ReadOnlySpan<double> targets, ReadOnlySpan<float> predictions)
    {
        var residuals = new double[targets.Length];
        double mean = 0;
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = targets[i] - predictions[i];
            mean += residuals[i] / residuals.Length;
        }

        Array.Sort(residuals);
        if (residuals.Length == 0 || !double.IsFinite(residuals[^1] - residuals[0]))
        {
            return null;
        }

        var quantiles = Array.ConvertAll(Shares, share => new ResidualQuantile(share, Quantile(residuals, share)));
        return new ResidualSummary(mean, quantiles, Histogram(residuals), Sample(targets, predictions));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }

    private static HistogramBin[] Histogram(double[] sorted)
    {
        double min = sorted[0];
        double width = (sorted[^1] - min) / HistogramBins;
        if (width == 0 || min + width == min)
        {
            return [new HistogramBin(min, sorted[^1], sorted.Length)];
        }

        var counts = new int[HistogramBins];
        foreach (double residual in sorted)
        {
            counts[Math.Min((int)((residual - min) / width), HistogramBins - 1)]++;
        }

        return [.. counts.Select((count, i) =>
            new HistogramBin(min + (i * width), i == HistogramBins - 1 ? sorted[^1] : min + ((i + 1) * width), count))];
    }

    private static PredictedActual[] Sample(ReadOnlySpan<double> targets, ReadOnlySpan<float> predictions)
    {
        var sample = new PredictedActual[Math.Min(targets.Length, Evaluator.MaxSampleRows)];
        for (int i = 0; i < sample.Length; i++)
        {
            int row = (int)((long)i * targets.Length / sample.Length);
            sample[i] = new PredictedActual(predictions[row], targets[row]);
        }

        return sample;
    }
}
