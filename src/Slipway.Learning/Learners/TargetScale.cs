namespace Slipway.Learning.Learners;

/// <summary>Mean and deviation of the targets of a regression. Learners work on standardised targets, so that no magnitude overflows.</summary>
internal readonly record struct TargetScale(double Mean, double Deviation)
{
    /// <summary>Measures targets; the deviation is 1 where they do not vary.</summary>
    public static TargetScale Of(ReadOnlySpan<double> targets)
    {
        double largest = 0;
        foreach (double target in targets)
        {
            largest = Math.Max(largest, Math.Abs(target));
        }

        if (largest == 0)
        {
            return new TargetScale(0, 1);
        }

        double sum = 0, squares = 0;
        foreach (double target in targets)
        {
            sum += target / largest;
        }

        double mean = sum / targets.Length;
        foreach (double target in targets)
        {
            squares += Math.Pow((target / largest) - mean, 2);
        }

        double deviation = largest * Math.Sqrt(squares / targets.Length);
        return new TargetScale(largest * mean, deviation > 0 && double.IsFinite(1 / deviation) ? deviation : 1);
    }

    /// <summary>The targets with mean 0 and deviation 1.</summary>
    public double[] Standardize(ReadOnlySpan<double> targets)
    {
        var standardized = new double[targets.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            standardized[i] = Standardize(targets[i]);
        }

        return standardized;
    }

    /// <summary>One target on the same scale.</summary>
    public double Standardize(double target) => (target / Deviation) - (Mean / Deviation);
}
