namespace Slipway.Learning.Evaluation;

/// <summary>
/// The metrics of predicted numbers. Where scikit-learn defines a value, this is the same value, but for a constant target.
/// </summary>
internal static class RegressionMetrics
{
    /// <summary>What an actual value is divided by when it is nearer to 0 than this: the gap between 1 and the next double.</summary>
    private const double SmallestActual = 2.220446049250313e-16;

    public static MetricOutcome Rmse(scoped in EvaluatedRows rows) => Math.Sqrt(SquaredError(rows) / rows.Targets.Length);

    public static MetricOutcome Mae(scoped in EvaluatedRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Targets.Length; i++)
        {
            sum += Math.Abs(rows.Targets[i] - rows.Predictions[i]);
        }

        return sum / rows.Targets.Length;
    }

    public static MetricOutcome R2(scoped in EvaluatedRows rows)
    {
        double mean = 0;
        bool isConstant = true;
        foreach (double target in rows.Targets)
        {
            mean += target / rows.Targets.Length;
            isConstant &= target == rows.Targets[0];
        }

        if (isConstant)
        {
            return MetricOutcome.Undefined("r2 is undefined because all rows have the same actual value.");
        }

        double variation = 0;
        foreach (double target in rows.Targets)
        {
            variation += (target - mean) * (target - mean);
        }

        return 1 - (SquaredError(rows) / variation);
    }

    public static MetricOutcome Mape(scoped in EvaluatedRows rows)
    {
        double sum = 0;
        int zeros = 0;
        for (int i = 0; i < rows.Targets.Length; i++)
        {
            double target = rows.Targets[i];
            zeros += Math.Abs(target) < SmallestActual ? 1 : 0;
            sum += Math.Abs(target - rows.Predictions[i]) / Math.Max(Math.Abs(target), SmallestActual);
        }

        string? note = zeros == 0
            ? null
            : $"mape says nothing here: {zeros} of {rows.Targets.Length} actual values are 0, and an error relative to 0 has no bound.";
        return new MetricOutcome(sum / rows.Targets.Length, note);
    }

    private static double SquaredError(scoped in EvaluatedRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Targets.Length; i++)
        {
            double error = rows.Targets[i] - rows.Predictions[i];
            sum += error * error;
        }

        return sum;
    }
}
