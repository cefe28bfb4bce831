using Slipway.Learning.Schemas;

namespace Slipway.Learning.Performance;

/// <summary>
/// Metrics of classification from the probability that each row is of each class. With the estimated probabilities they are estimates,
/// with probabilities of 1 and 0 they are the realised metrics.
/// </summary>
internal static class ExpectedMetrics
{
    public const string Accuracy = "accuracy";
    public const string Auc = "auc";
    public const string AveragePrecision = "averagePrecision";

    private const int Positive = 1;

    public static IReadOnlyList<string> Names(LearningTask task) => task == LearningTask.Binary
        ? [Accuracy, "precision", "recall", "f1", Auc, AveragePrecision]
        : [Accuracy, "macroPrecision", "macroRecall", "macroF1", Auc];

    /// <summary>One value for each of <see cref="Names"/>; NaN where a metric is undefined.</summary>
    /// <param name="task">Binary or multiclass.</param>
    /// <param name="scores">The model's own probabilities, row-major.</param>
    /// <param name="probabilities">How probable each class is, row-major.</param>
    /// <param name="classCount">The numbers in a row.</param>
    public static double[] Of(LearningTask task, ReadOnlySpan<float> scores, ReadOnlySpan<double> probabilities, int classCount)
    {
        var cells = Count(scores, probabilities, classCount);
        double rows = (double)scores.Length / classCount;
        if (task == LearningTask.Binary)
        {
            return OfBinary(cells, rows, Rank(scores, probabilities, Positive, classCount));
        }

        double[] areas =
        [
            .. Enumerable.Range(0, classCount).Select(AreaOf(scores.ToArray(), probabilities.ToArray(), classCount)).Where(double.IsFinite),
        ];
        return OfClasses(cells, rows, areas.Length == 0 ? double.NaN : areas.Average());
    }

    /// <summary>As <see cref="Of"/>, of two classes.</summary>
    /// <param name="cells">The cells of the two.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="ranking">The rows by the probability of the positive class.</param>
    public static double[] OfBinary(ClassCell[] cells, double rows, WeightedRanking ranking)
    {
        var cell = cells[Positive];
        return [Accurate(cells, rows), cell.Precision, cell.Recall, cell.F1, ranking.AreaUnderRoc(), ranking.AveragePrecision()];
    }

    /// <summary>As <see cref="Of"/>, of several classes.</summary>
    /// <param name="cells">The cells of the classes.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="area">The mean area under the curve; NaN where it is not known.</param>
    public static double[] OfClasses(ClassCell[] cells, double rows, double area) =>
    [
        Accurate(cells, rows),
        cells.Average(cell => cell.Precision),
        cells.Average(cell => cell.Recall),
        cells.Average(cell => cell.F1),
        area,
    ];

    public static WeightedRanking Rank(ReadOnlySpan<float> scores, ReadOnlySpan<double> probabilities, int classIndex, int classCount)
    {
        int rows = scores.Length / classCount;
        var own = new double[rows];
        var weights = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            own[i] = scores[(i * classCount) + classIndex];
            weights[i] = probabilities[(i * classCount) + classIndex];
        }

        return WeightedRanking.Of(own, weights);
    }

    private static double Accurate(ClassCell[] cells, double rows) => cells.Sum(cell => cell.TruePositives) / rows;

    private static Func<int, double> AreaOf(float[] scores, double[] probabilities, int classCount) =>
        classIndex => Rank(scores, probabilities, classIndex, classCount).AreaUnderRoc();

    /// <summary>The cells of the classes.</summary>
    public static ClassCell[] Count(ReadOnlySpan<float> scores, ReadOnlySpan<double> probabilities, int classCount)
    {
        var cells = new ClassCell[classCount];
        for (int start = 0; start < scores.Length; start += classCount)
        {
            int predicted = Evaluation.EvaluatedRows.PredictedClass(scores.Slice(start, classCount));
            for (int k = 0; k < classCount; k++)
            {
                double probability = probabilities[start + k];
                cells[k] = k == predicted
                    ? cells[k] with
                    {
                        TruePositives = cells[k].TruePositives + probability,
                        FalsePositives = cells[k].FalsePositives + 1 - probability,
                    }
                    : cells[k] with { FalseNegatives = cells[k].FalseNegatives + probability };
            }
        }

        return cells;
    }
}
