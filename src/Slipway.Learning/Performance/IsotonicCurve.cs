namespace Slipway.Learning.Performance;

/// <summary>
/// A map from scores to probabilities that never falls, fitted by pooling adjacent violators (M. Ayer et al., Ann. Math. Stat. 26, 1955).
/// Between its points it is linear; beyond them it keeps the value of the outermost. Immutable.
/// </summary>
/// <param name="Scores">The scores where the map bends, increasing.</param>
/// <param name="Values">The values there, never falling.</param>
public sealed record IsotonicCurve(IReadOnlyList<double> Scores, IReadOnlyList<double> Values)
{
    /// <summary>Fits the curve of least squares.</summary>
    /// <param name="scores">Finite scores, in any order; at least one.</param>
    /// <param name="outcomes">What came of each, such as 1 or 0.</param>
    public static IsotonicCurve Fit(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(scores.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(outcomes.Length, scores.Length);
        double[] x = scores.ToArray();
        double[] y = outcomes.ToArray();
        Array.Sort(x, y);
        int distinct = MergeTies(x, y, out double[] weights);
        double[] fitted = Pool(y.AsSpan(0, distinct), weights);

        // A point within a flat stretch says nothing that its ends do not.
        var keptScores = new List<double>();
        var keptValues = new List<double>();
        for (int i = 0; i < distinct; i++)
        {
            if (i == 0 || i == distinct - 1 || fitted[i] != fitted[i - 1] || fitted[i] != fitted[i + 1])
            {
                keptScores.Add(x[i]);
                keptValues.Add(fitted[i]);
            }
        }

        return new IsotonicCurve([.. keptScores], [.. keptValues]);
    }

    /// <summary>The value at a score.</summary>
    public double Apply(double score)
    {
        int last = Scores.Count - 1;
        if (score <= Scores[0])
        {
            return Values[0];
        }

        if (score >= Scores[last])
        {
            return Values[last];
        }

        int low = 0, high = last;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = Scores[middle] <= score ? (middle, high) : (low, middle);
        }

        double part = (score - Scores[low]) / (Scores[high] - Scores[low]);
        return Values[low] + (part * (Values[high] - Values[low]));
    }

    internal bool IsSound => Scores.Count > 0 && Scores.Count == Values.Count
        && Scores.Concat(Values).All(double.IsFinite)
        && Enumerable.Range(1, Scores.Count - 1).All(i => Scores[i] > Scores[i - 1] && Values[i] >= Values[i - 1]);

    private static int MergeTies(double[] x, double[] y, out double[] weights)
    {
        weights = new double[x.Length];
        int distinct = 0;
        for (int start = 0; start < x.Length;)
        {
            int end = start;
            double sum = 0;
            for (; end < x.Length && x[end] == x[start]; end++)
            {
                sum += y[end];
            }

            (x[distinct], y[distinct], weights[distinct]) = (x[start], sum / (end - start), end - start);
            distinct++;
            start = end;
        }

        return distinct;
    }

    private static double[] Pool(ReadOnlySpan<double> y, double[] weights)
    {
        var blocks = new Stack<(double Mean, double Weight, int Count)>();
        for (int i = 0; i < y.Length; i++)
        {
            var block = (Mean: y[i], Weight: weights[i], Count: 1);
            while (blocks.TryPeek(out var below) && below.Mean >= block.Mean)
            {
                blocks.Pop();
                double weight = below.Weight + block.Weight;
                block = (((below.Mean * below.Weight) + (block.Mean * block.Weight)) / weight, weight, below.Count + block.Count);
            }

            blocks.Push(block);
        }

        var fitted = new double[y.Length];
        int end = y.Length;
        foreach (var (mean, _, count) in blocks)
        {
            fitted.AsSpan(end - count, count).Fill(mean);
            end -= count;
        }

        return fitted;
    }
}
