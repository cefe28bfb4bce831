using System.Globalization;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>How much each row counts in training, as a spec says.</summary>
internal static class RowWeighting
{
    /// <summary>The weight of each row; null where all count alike.</summary>
    /// <param name="spec">Names the column of weights, and whether classes are balanced.</param>
    /// <param name="table">The rows.</param>
    /// <param name="targets">The class of each row.</param>
    /// <param name="classCount">The number of classes; 0 for regression.</param>
    /// <param name="problems">Receives what is wrong with the weights.</param>
    public static double[]? Weigh(ModelSpec spec, Table table, double[] targets, int classCount, List<Problem> problems)
    {
        bool balances = spec.Train.ClassWeights == ClassWeighting.Balanced && classCount > 0;
        if (spec.Data.Weight is null && !balances)
        {
            return null;
        }

        double[] weights = spec.Data.Weight is { } name ? Read((NumberColumn)table[name], problems) : Ones(targets.Length);
        if (balances)
        {
            Balance(weights, targets, classCount);
        }

        return weights;
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static double[] Read(NumberColumn column, List<Problem> problems)
    {
        double[] weights = column.Values.ToArray();
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = double.IsNaN(weights[i]) ? 1 : weights[i];
        }

        int negative = weights.Count(weight => weight < 0);
        if (negative > 0 || weights.All(weight => weight == 0))
        {
            problems.Add(new Problem(
                "data.badWeight",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The weights in '{column.Name}' are {(negative > 0 ? $"negative in {negative} rows" : "0 in every row")}; a row counts 0 or more, and some row counts. Mend the column, or remove data.weight.")));
        }

        return weights;
    }

    private static void Balance(double[] weights, double[] targets, int classCount)
    {
        var sums = new double[classCount];
        double total = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sums[(int)targets[i]] += weights[i];
            total += weights[i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            double sum = sums[(int)targets[i]];
            weights[i] *= sum > 0 ? total / (classCount * sum) : 1;
        }
    }
}
