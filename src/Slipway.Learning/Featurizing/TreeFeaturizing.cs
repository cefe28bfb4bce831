using Slipway.Learning.Models;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Featurizing;

/// <summary>
/// Fits features for trees: numbers as they are, missing ones included; the parts of timestamps that vary; words ordered by the target,
/// so that one threshold separates the high from the low. Texts become counts of their terms.
/// </summary>
internal static class TreeFeaturizing
{
    /// <summary>The most words of a column that are told apart: with the unseen ones, as many as a binned column has bins.</summary>
    public const int MaxWords = 254;

    /// <summary>How many rows of the overall mean are mixed into the mean of a word, so that rare words do not stand at the ends by chance.</summary>
    private const double SmoothingRows = 10;

    /// <summary>Fits on all rows of the set.</summary>
    public static Featurizer Fit(TrainingSet data)
    {
        var steps = new List<FittedStep>();
        foreach (var column in data.Features.Columns)
        {
            switch (column)
            {
                case NumberColumn:
                    steps.Add(new FittedStep(new NumberStep(column.Name), column.Name));
                    break;
                case TimestampColumn:
                    steps.AddRange(
                        from part in TimestampParts.All
                        where NumberSummary.Of(ColumnValues.ToFloats(column, part)).Varies
                        select new FittedStep(new NumberStep(TimestampParts.InputName(column.Name, part)), column.Name, part));
                    break;
                case CategoryColumn category:
                    steps.Add(new FittedStep(new OrdinalStep(column.Name, OrderWords(category, data)), column.Name));
                    break;
                case TextColumn text when TextFeaturizing.Fit(text) is { } step:
                    steps.Add(new FittedStep(step, column.Name));
                    break;
            }
        }

        return new Featurizer(steps);
    }

    private static string[] OrderWords(CategoryColumn column, TrainingSet data)
    {
        var kept = ColumnValues.FrequentWords(column, MaxWords);
        var means = data.Schema.Task == LearningTask.Multiclass
            ? MostSeparatingShares(column, data)
            : SmoothedMeans(column, data.Targets, out _);
        var meanByWord = column.Categories.Zip(means).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return [.. kept.OrderBy(word => meanByWord[word]).ThenBy(word => word, StringComparer.Ordinal)];
    }

    /// <summary>The share of one class for each word: that of the class whose share differs most between the words.</summary>
    private static double[] MostSeparatingShares(CategoryColumn column, TrainingSet data)
    {
        double[] best = [];
        double bestSeparation = double.NegativeInfinity;
        for (int k = 0; k < data.Schema.Classes.Count; k++)
        {
            int classIndex = k;
            var shares = SmoothedMeans(column, Array.ConvertAll(data.Targets, t => t == classIndex ? 1.0 : 0.0), out double separation);
            if (separation > bestSeparation)
            {
                (best, bestSeparation) = (shares, separation);
            }
        }

        return best;
    }

    /// <param name="column">The words.</param>
    /// <param name="targets">One a row.</param>
    /// <param name="separation">The sum over the rows of the squared distance between their word's mean and the overall one.</param>
    private static double[] SmoothedMeans(CategoryColumn column, double[] targets, out double separation)
    {
        double overall = targets.Length == 0 ? 0 : targets.Sum(t => t / targets.Length);
        var sums = new double[column.Categories.Count];
        var counts = new int[sums.Length];
        var codes = column.Codes;
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0)
            {
                sums[codes[i]] += targets[i] - overall;
                counts[codes[i]]++;
            }
        }

        separation = 0;
        for (int w = 0; w < sums.Length; w++)
        {
            double shift = sums[w] / (counts[w] + SmoothingRows);
            separation += counts[w] * shift * shift;
            sums[w] = overall + shift;
        }

        return sums;
    }
}
