using Slipway.Learning.Randomness;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Performance;

/// <summary>
/// By how much metrics of few rows scatter around those of many: the standard error of a metric of n rows is its deviation divided by the
/// square root of n.
/// </summary>
internal static class SamplingDeviations
{
    private const int Positive = 1;
    private const int Groups = 20;
    private const int MinGroupRows = 25;

    /// <summary>One for each of <see cref="ExpectedMetrics.Names"/>; null where the rows are too few to tell.</summary>
    public static double?[] OfClasses(LearningTask task, ReadOnlySpan<float> scores, ReadOnlySpan<double> truth, int classCount, int seed)
    {
        int rows = scores.Length / classCount;
        int[] predicted = new int[rows];
        int[] actual = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            predicted[i] = Evaluation.EvaluatedRows.PredictedClass(scores.Slice(i * classCount, classCount));
            actual[i] = truth.Slice(i * classCount, classCount).IndexOf(1.0);
        }

        double accuracy = Ratio(rows, i => predicted[i] == actual[i] ? 1 : 0, _ => 1);
        double Precision(int k) => Ratio(rows, i => predicted[i] == k && actual[i] == k ? 1 : 0, i => predicted[i] == k ? 1 : 0);
        double Recall(int k) => Ratio(rows, i => predicted[i] == k && actual[i] == k ? 1 : 0, i => actual[i] == k ? 1 : 0);
        double F1(int k) => Ratio(
            rows,
            i => predicted[i] == k && actual[i] == k ? 2 : 0,
            i => (predicted[i] == k ? 1 : 0) + (actual[i] == k ? 1 : 0));
        float[] scoreArray = scores.ToArray();
        double Auc(int k) => AreaDeviation(scoreArray, actual, k, classCount);
        return task == LearningTask.Binary
            ? [accuracy, Precision(Positive), Recall(Positive), F1(Positive), Finite(Auc(Positive)),
                OfAveragePrecision(scores, truth, classCount, seed)]
            : [accuracy, Macro(classCount, Precision), Macro(classCount, Recall), Macro(classCount, F1), Macro(classCount, Auc)];
    }

    /// <summary>Of the mean absolute error and of the root of the mean squared error.</summary>
    public static (double Mae, double Rmse) OfErrors(double[] absoluteErrors)
    {
        double[] squares = [.. absoluteErrors.Select(error => error * error)];
        double meanSquare = squares.Average();
        return (StandardDeviation(absoluteErrors), meanSquare > 0 ? StandardDeviation(squares) / (2 * Math.Sqrt(meanSquare)) : 0);
    }

    public static double StandardDeviation(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
    }

    // The delta method for a ratio of means: of the rows that count at all, this is the deviation of the share over
    // the root of their share.
    private static double Ratio(int rows, Func<int, double> part, Func<int, double> whole)
    {
        double parts = 0, wholes = 0;
        for (int i = 0; i < rows; i++)
        {
            parts += part(i);
            wholes += whole(i);
        }

        if (wholes == 0)
        {
            return 0;
        }

        double ratio = parts / wholes;
        double squares = 0;
        for (int i = 0; i < rows; i++)
        {
            double residual = part(i) - (ratio * whole(i));
            squares += residual * residual;
        }

        return Math.Sqrt(squares / rows) * rows / wholes;
    }

    private static double AreaDeviation(float[] scores, int[] actual, int classIndex, int classCount)
    {
        var negatives = new List<float>();
        var positives = new List<float>();
        for (int i = 0; i < actual.Length; i++)
        {
            (actual[i] == classIndex ? positives : negatives).Add(scores[(i * classCount) + classIndex]);
        }

        if (positives.Count == 0 || negatives.Count == 0)
        {
            return double.NaN;
        }

        negatives.Sort();
        double[] below = [.. positives.Select(
            score => (Rank(negatives, score, isInclusive: false) + Rank(negatives, score, isInclusive: true)) / 2.0 / negatives.Count)];
        return StandardDeviation(below) / Math.Sqrt((double)positives.Count / actual.Length);
    }

    private static int Rank(List<float> sorted, float value, bool isInclusive)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (isInclusive && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double? OfAveragePrecision(ReadOnlySpan<float> scores, ReadOnlySpan<double> truth, int classCount, int seed)
    {
        int rows = scores.Length / classCount;
        int groupRows = rows / Groups;
        if (groupRows < MinGroupRows)
        {
            return null;
        }

        int[] order = [.. Enumerable.Range(0, rows)];
        new SeededRandom(seed).Shuffle(order.AsSpan());
        var values = new List<double>();
        for (int group = 0; group < Groups; group++)
        {
            var own = new double[groupRows];
            var weights = new double[groupRows];
            for (int i = 0; i < groupRows; i++)
            {
                int row = order[(group * groupRows) + i];
                (own[i], weights[i]) = (scores[(row * classCount) + Positive], truth[(row * classCount) + Positive]);
            }

            double value = WeightedRanking.Of(own, weights).AveragePrecision();
            if (double.IsFinite(value))
            {
                values.Add(value);
            }
        }

        return values.Count < 2 ? null : StandardDeviation(values) * Math.Sqrt(groupRows);
    }

    private static double? Macro(int classCount, Func<int, double> deviationOf)
    {
        double[] deviations = [.. Enumerable.Range(0, classCount).Select(deviationOf).Where(double.IsFinite)];
        return deviations.Length == 0 ? null : Math.Sqrt(deviations.Sum(deviation => deviation * deviation)) / deviations.Length;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
