using Slipway.Learning.Schemas;

namespace Slipway.Learning.Evaluation;

/// <summary>The metrics of classes and their probabilities. Where scikit-learn defines a value, this is the same value.</summary>
internal static class ClassificationMetrics
{
    /// <summary>
    /// Probabilities are kept this far from 0 and 1 in the logarithm, so that one sure mistake does not make the loss infinite.
    /// </summary>
    public const double SmallestProbability = 1e-15;

    private const int Positive = 1;

    public static MetricOutcome Accuracy(scoped in EvaluatedRows rows)
    {
        long correct = 0;
        for (int i = 0; i < rows.Width; i++)
        {
            correct += rows.Confusion[i][i];
        }

        return (double)correct / rows.Targets.Length;
    }

    public static MetricOutcome Precision(scoped in EvaluatedRows rows)
    {
        int predicted = rows.Predicted(Positive);
        return predicted == 0
            ? new MetricOutcome(0, $"precision is 0 because no row was predicted as '{rows.Classes[Positive]}'.")
            : (double)rows.Confusion[Positive][Positive] / predicted;
    }

    public static MetricOutcome Recall(scoped in EvaluatedRows rows)
    {
        int actual = rows.Actual(Positive);
        return actual == 0
            ? new MetricOutcome(0, $"recall is 0 because no row is '{rows.Classes[Positive]}'.")
            : (double)rows.Confusion[Positive][Positive] / actual;
    }

    public static MetricOutcome F1(scoped in EvaluatedRows rows)
    {
        double f1 = F1(rows, Positive);
        return double.IsNaN(f1)
            ? new MetricOutcome(0, $"f1 is 0 because no row is '{rows.Classes[Positive]}' and none was predicted as it.")
            : f1;
    }

    public static MetricOutcome MacroF1(scoped in EvaluatedRows rows)
    {
        double sum = 0;
        int present = 0;
        for (int i = 0; i < rows.Width; i++)
        {
            double f1 = F1(rows, i);
            if (!double.IsNaN(f1))
            {
                sum += f1;
                present++;
            }
        }

        int absent = rows.Width - present;
        return new MetricOutcome(
            sum / present,
            absent == 0 ? null : $"macroF1 leaves out {absent} of {rows.Width} classes, which no row has and none was predicted as.");
    }

    public static MetricOutcome WeightedF1(scoped in EvaluatedRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Width; i++)
        {
            int actual = rows.Actual(i);
            sum += actual == 0 ? 0 : actual * F1(rows, i);
        }

        return sum / rows.Targets.Length;
    }

    public static MetricOutcome Auc(scoped in EvaluatedRows rows)
    {
        if (rows.Task == LearningTask.Binary)
        {
            double auc = ScoreRanking.Of(rows, Positive).AreaUnderRoc();
            return double.IsNaN(auc) ? MetricOutcome.Undefined("auc is undefined because the rows have only one of the two classes.") : auc;
        }

        double sum = 0;
        int defined = 0;
        for (int i = 0; i < rows.Width; i++)
        {
            double auc = ScoreRanking.Of(rows, i).AreaUnderRoc();
            if (!double.IsNaN(auc))
            {
                sum += auc;
                defined++;
            }
        }

        int left = rows.Width - defined;
        return defined == 0
            ? MetricOutcome.Undefined("auc is undefined because the rows have only one class.")
            : new MetricOutcome(sum / defined, left == 0 ? null : $"auc leaves out {left} of {rows.Width} classes, which no row has.");
    }

    public static MetricOutcome AveragePrecision(scoped in EvaluatedRows rows)
    {
        double value = ScoreRanking.Of(rows, Positive).AveragePrecision();
        return double.IsNaN(value)
            ? MetricOutcome.Undefined($"averagePrecision is undefined because no row is '{rows.Classes[Positive]}'.")
            : value;
    }

    public static MetricOutcome LogLoss(scoped in EvaluatedRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Targets.Length; i++)
        {
            double probability = rows.Predictions[(i * rows.Width) + (int)rows.Targets[i]];
            sum -= Math.Log(Math.Clamp(probability, SmallestProbability, 1 - SmallestProbability));
        }

        return sum / rows.Targets.Length;
    }

    public static MetricOutcome Brier(scoped in EvaluatedRows rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Targets.Length; i++)
        {
            double error = rows.Predictions[(i * rows.Width) + Positive] - rows.Targets[i];
            sum += error * error;
        }

        return sum / rows.Targets.Length;
    }

    /// <summary>NaN where no row is of the class and none was predicted as it.</summary>
    private static double F1(scoped in EvaluatedRows rows, int classIndex) =>
        2.0 * rows.Confusion[classIndex][classIndex] / ((double)rows.Actual(classIndex) + rows.Predicted(classIndex));
}
