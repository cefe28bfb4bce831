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
        double accuracy = cells.Sum(cell => cell.TruePositives) / rows;
        if (task == LearningTask.Binary)
        {
            var cell = cells[Positive];
            var ranking = Rank(scores, probabilities, Positive, classCount);
            return [accuracy, cell.Precision, cell.Recall, cell.F1, ranking.AreaUnderRoc(), ranking.AveragePrecision()];
        }

        double[] areas =
        [
            .. Enumerable.Range(0, classCount).Select(AreaOf(scores.ToArray(), probabilities.ToArray(), classCount)).Where(double.IsFinite),
        ];
        return
        [
            accuracy,
            cells.Average(cell => cell.Precision),
            cells.Average(cell => cell.Recall),
            cells.Average(cell => cell.F1),
            areas.Length == 0 ? double.NaN : areas.Average(),
        ];
    }

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

    private static Func<int, double> AreaOf(float[] scores, double[] probabilities, int classCount) =>
        classIndex => Rank(scores, probabilities, classIndex, classCount).AreaUnderRoc();

    private static Cell[] Count(ReadOnlySpan<float> scores, ReadOnlySpan<double> probabilities, int classCount)
    {
        var cells = new Cell[classCount];
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

    private readonly record struct Cell(double TruePositives, double FalsePositives, double FalseNegatives)
    {
        public double Precision => Divide(TruePositives, TruePositives + FalsePositives);

        public double Recall => Divide(TruePositives, TruePositives + FalseNegatives);

        public double F1 => Divide(TruePositives, TruePositives + ((FalsePositives + FalseNegatives) / 2));

        private static double Divide(double part, double whole) => whole > 0 ? part / whole : 0;
    }
}
