using Slipway.Learning.Evaluation;
using Slipway.Learning.Randomness;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Explaining;

/// <summary>
/// How much worse a model gets when the values of one feature are dealt to other rows (Breiman 2001; Fisher, Rudin and Dominici 2019): what
/// it makes of the feature on rows that it has not seen, where the gain of a fit says only what it made of it in training.
/// </summary>
public static class PermutationImportance
{
    private const int Repeats = 3;

    /// <summary>More rows say nothing new, and more features take long; the least important by the fit are then left out.</summary>
    private const int MaxRows = 2000, MaxFeatures = 100;
    private const long MaxCells = 1_000_000;

    /// <summary>Measures every feature.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows that it has not learned from.</param>
    /// <param name="metric">The metric whose loss is measured.</param>
    /// <param name="options">The seed of the permutations, and how many threads to use; the result is the same for any number.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// By feature name, by how much the metric is worse without the feature, in its unit, about 0 where the model does not use it; below 0 by
    /// chance. Empty where the metric is undefined on the rows.
    /// </returns>
    public static IReadOnlyDictionary<string, double> Measure(
        ITrainedModel model, TrainingSet rows, MetricDefinition metric, TrainerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(metric);
        var sample = Sample(rows, options.Seed);
        var losses = new Dictionary<string, double>(StringComparer.Ordinal);
        if (sample.RowCount == 0 || Score(model, sample, sample.Features, metric) is not { } score)
        {
            return losses;
        }

        string[] names =
        [
            .. rows.Schema.Features
                .Select(feature => feature.Name)
                .OrderByDescending(name => model.FeatureImportance.GetValueOrDefault(name))
                .Take(MaxFeatures),
        ];
        var means = new double?[names.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        Parallel.For(0, names.Length, parallel, i =>
        {
            double sum = 0;
            for (int repeat = 0; repeat < Repeats; repeat++)
            {
                var dealt = Deal(sample.Features, names[i], SeededRandom.OfKeys(options.Seed, i, repeat));
                if (Score(model, sample, dealt, metric) is not { } without)
                {
                    return;
                }

                sum += metric.Loss(without, score);
            }

            means[i] = sum / Repeats;
        });
        for (int i = 0; i < names.Length; i++)
        {
            if (means[i] is { } mean)
            {
                losses.Add(names[i], mean);
            }
        }

        return losses;
    }

    private static TrainingSet Sample(TrainingSet rows, int seed)
    {
        int count = (int)Math.Min(MaxRows, Math.Max(1, MaxCells / Math.Max(1, rows.Features.Columns.Count)));
        if (rows.RowCount <= count)
        {
            return rows;
        }

        int[] chosen = [.. Enumerable.Range(0, rows.RowCount)];
        new SeededRandom(seed).ChooseFront(chosen, count);
        return rows.Take(chosen.AsSpan(0, count));
    }

    private static Table Deal(Table features, string name, SeededRandom random)
    {
        int[] order = [.. Enumerable.Range(0, features.RowCount)];
        random.Shuffle(order.AsSpan());
        return new Table([.. features.Columns.Select(column => column.Name == name ? column.Take(order) : column)]);
    }

    private static double? Score(ITrainedModel model, TrainingSet rows, Table features, MetricDefinition metric)
    {
        var predictions = new float[rows.RowCount * model.OutputWidth];
        model.Predict(features, predictions);
        return Evaluator.Score(metric.Name, rows.Schema.Task, rows.Schema.Classes, rows.Targets, predictions);
    }
}
