using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Ensembles;

/// <summary>
/// Weighs models by greedy selection (Caruana et al. 2004): beginning with none, the model is added, again and again and with replacement,
/// that makes the average of those chosen best on rows that none of them has seen.
/// </summary>
/// <param name="schema">What the models answer.</param>
/// <param name="metric">What is optimised.</param>
/// <param name="targets">The targets of each fold.</param>
internal sealed class EnsembleSelection(ModelSchema schema, MetricDefinition metric, double[][] targets)
{
    private const int Steps = 20;

    /// <summary>The members of an ensemble: every one costs its time at each prediction.</summary>
    private const int MaxMembers = 5;
    private const double MinWeight = 0.05;

    /// <summary>
    /// The weight of each model, 0 for most; null where the first one alone is as good as an ensemble. That is judged fold by fold on what
    /// was selected on the others.
    /// </summary>
    /// <param name="models">The predictions of each model for each fold, the best model first.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public double[]? Choose(IReadOnlyList<float[][]> models, CancellationToken cancellationToken)
    {
        int[] folds = [.. Enumerable.Range(0, targets.Length)];
        if (folds.Length < 2)
        {
            return null;
        }

        var gains = new List<double>();
        foreach (int fold in folds)
        {
            double[] weights = Select(models, [.. folds.Where(other => other != fold)], cancellationToken);
            if (Score(Average(models, weights, fold), fold) is { } ensemble && Score(models[0][fold], fold) is { } single)
            {
                gains.Add(metric.Loss(single, ensemble));
            }
        }

        if (!PairedGains.AreBeyondChance(gains))
        {
            return null;
        }

        double[] chosen = Trim(Select(models, folds, cancellationToken));
        return chosen.Count(weight => weight > 0) > 1 ? chosen : null;
    }

    /// <summary>The weighted averages of predictions, fold by fold.</summary>
    public float[][] Average(IReadOnlyList<float[][]> models, double[] weights) =>
        [.. Enumerable.Range(0, targets.Length).Select(fold => Average(models, weights, fold))];

    private static float[] Average(IReadOnlyList<float[][]> models, double[] weights, int fold)
    {
        var average = new float[models[0][fold].Length];
        for (int m = 0; m < weights.Length; m++)
        {
            if (weights[m] > 0)
            {
                AddScaled(average, (float)weights[m], models[m][fold]);
            }
        }

        return average;
    }

    private static void AddScaled(float[] sum, float factor, float[] values)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * values[i];
        }
    }

    private static double[] Trim(double[] weights)
    {
        double least = Math.Max(MinWeight, weights.OrderDescending().ElementAt(Math.Min(weights.Length, MaxMembers) - 1));
        double[] kept = Array.ConvertAll(weights, weight => weight >= least ? weight : 0);

        // Equal weights at the end of the list can be too many.
        for (int i = kept.Length - 1; kept.Count(weight => weight > 0) > MaxMembers; i--)
        {
            kept[i] = kept[i] == least ? 0 : kept[i];
        }

        double sum = kept.Sum();
        return Array.ConvertAll(kept, weight => weight / sum);
    }

    private double[] Select(IReadOnlyList<float[][]> models, int[] folds, CancellationToken cancellationToken)
    {
        var counts = new double[models.Count];
        var sums = Array.ConvertAll(folds, fold => new float[models[0][fold].Length]);
        (double Score, double[] Counts)? best = null;
        for (int step = 1; step <= Steps; step++)
        {
            (double Score, int Model)? next = null;
            for (int m = 0; m < models.Count; m++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (ScoreWith(models[m], sums, folds, step) is { } score && (next is null || metric.IsBetter(score, next.Value.Score)))
                {
                    next = (score, m);
                }
            }

            if (next is not { } added)
            {
                break;
            }

            counts[added.Model]++;
            for (int f = 0; f < folds.Length; f++)
            {
                AddScaled(sums[f], 1, models[added.Model][folds[f]]);
            }

            if (best is null || metric.IsBetter(added.Score, best.Value.Score))
            {
                best = (added.Score, [.. counts]);
            }
        }

        double[] chosen = best?.Counts ?? [1, .. new double[models.Count - 1]];
        double total = chosen.Sum();
        return Array.ConvertAll(chosen, count => count / total);
    }

    private double? ScoreWith(float[][] model, float[][] sums, int[] folds, int step)
    {
        double total = 0;
        int count = 0;
        for (int f = 0; f < folds.Length; f++)
        {
            float[] average = [.. sums[f]];
            AddScaled(average, 1, model[folds[f]]);
            for (int i = 0; i < average.Length; i++)
            {
                average[i] /= step;
            }

            if (Score(average, folds[f]) is { } score)
            {
                total += score;
                count++;
            }
        }

        return count == 0 ? null : total / count;
    }

    private double? Score(float[] predictions, int fold) =>
        Evaluator.Score(metric.Name, schema.Task, schema.Classes, targets[fold], predictions);
}
