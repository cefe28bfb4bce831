namespace Slipway.Learning.Featurizing;

/// <summary>What scaling needs to know of a column of numbers. Missing values (NaN) count only in <see cref="MissingCount"/>.</summary>
internal readonly record struct NumberSummary(int Count, int MissingCount, float Min, float Max, double Mean, double StandardDeviation)
{
    /// <summary>Whether at least two values differ.</summary>
    public bool Varies => Count > 0 && Min < Max;

    /// <summary>Summarizes; the deviation is that of the population (divided by the count).</summary>
    public static NumberSummary Of(ReadOnlySpan<float> values)
    {
        int count = 0;
        double sum = 0;
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (!float.IsNaN(value))
            {
                count++;
                sum += value;
                min = Math.Min(min, value);
                max = Math.Max(max, value);
            }
        }

        double mean = count == 0 ? 0 : sum / count;
        double squares = 0;
        foreach (float value in values)
        {
            squares += float.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        }

        return new NumberSummary(count, values.Length - count, min, max, mean, count == 0 ? 0 : Math.Sqrt(squares / count));
    }
}
