using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Performance;

/// <summary>Fits what direct loss estimation (DLE) needs.</summary>
internal static class ErrorReference
{
    public const string Mae = "mae";
    public const string Rmse = "rmse";

    public static PerformanceReference Fit(
        ModelSchema schema,
        Table features,
        double[] targets,
        ReadOnlySpan<float> predictions,
        PerformanceReferenceOptions options,
        CancellationToken cancellationToken)
    {
        var errors = new double[targets.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Math.Abs(targets[i] - predictions[i]);
        }

        var chunks = ReferenceChunks.Split(errors.Length, options).Select(rows => rows.Select(row => errors[row]).ToArray()).ToList();
        var deviations = SamplingDeviations.OfErrors(errors);
        return new PerformanceReference(
            schema.Task,
            [],
            targets.Length,
            [Describe(Mae, errors, deviations.Mae, chunks, MaeOf), Describe(Rmse, errors, deviations.Rmse, chunks, RmseOf)],
            [],
            LossModels.Fit(schema, features, predictions, errors, options.Seed, cancellationToken));
    }

    private static MetricReference Describe(
        string name, double[] errors, double deviation, IEnumerable<double[]> chunks, Func<double[], double> metric)
    {
        var (below, above) = ReferenceChunks.Thresholds(chunks.Select(metric), 0, double.PositiveInfinity);
        return new MetricReference(name, metric(errors), deviation, below, above);
    }

    private static double MaeOf(double[] errors) => errors.Average();

    private static double RmseOf(double[] errors) => Math.Sqrt(errors.Average(error => error * error));
}
