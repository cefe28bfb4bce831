using Slipway.Learning.Schemas;

namespace Slipway.Learning.Evaluation;

/// <summary>Targets and predictions of the same rows, checked, and counted by class where there are classes.</summary>
internal readonly ref struct EvaluatedRows
{
    public EvaluatedRows(LearningTask task, IReadOnlyList<string> classes, ReadOnlySpan<double> targets, ReadOnlySpan<float> predictions)
    {
        ArgumentNullException.ThrowIfNull(classes);
        bool isRegression = task == LearningTask.Regression;
        if (isRegression ? classes.Count != 0 : classes.Count < 2)
        {
            throw new ArgumentException(
                isRegression ? "Regression has no classes." : $"{task} has at least two classes, not {classes.Count}.", nameof(classes));
        }

        if (task == LearningTask.Binary && classes.Count != 2)
        {
            throw new ArgumentException($"Binary has two classes, not {classes.Count}.", nameof(classes));
        }

        Task = task;
        Classes = classes;
        Targets = targets;
        Predictions = predictions;
        Width = isRegression ? 1 : classes.Count;
        if (predictions.Length != (long)targets.Length * Width)
        {
            throw new ArgumentException(
                $"There are {predictions.Length} predicted numbers; {targets.Length} rows of {Width} need {(long)targets.Length * Width}.",
                nameof(predictions));
        }

        foreach (float prediction in predictions)
        {
            NonFinitePredictions += float.IsFinite(prediction) ? 0 : 1;
        }

        if (isRegression)
        {
            RequireFinite(targets);
        }
        else
        {
            Confusion = CountClasses(targets, predictions, Width);
        }
    }

    public LearningTask Task { get; }

    public IReadOnlyList<string> Classes { get; }

    public ReadOnlySpan<double> Targets { get; }

    /// <summary>Row-major, <see cref="Width"/> a row.</summary>
    public ReadOnlySpan<float> Predictions { get; }

    public int Width { get; }

    public int NonFinitePredictions { get; }

    /// <summary>Rows by actual class, then predicted class; empty for regression.</summary>
    public int[][] Confusion { get; } = [];

    /// <summary>The rows whose actual class is this one.</summary>
    public int Actual(int classIndex) => Confusion[classIndex].Sum();

    /// <summary>The rows whose predicted class is this one.</summary>
    public int Predicted(int classIndex)
    {
        int count = 0;
        foreach (int[] row in Confusion)
        {
            count += row[classIndex];
        }

        return count;
    }

    /// <summary>The class of the largest probability; of equal ones the first.</summary>
    public static int PredictedClass(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            if (probabilities[i] > probabilities[best])
            {
                best = i;
            }
        }

        return best;
    }

    private static int[][] CountClasses(ReadOnlySpan<double> targets, ReadOnlySpan<float> predictions, int width)
    {
        var confusion = new int[width][];
        for (int i = 0; i < width; i++)
        {
            confusion[i] = new int[width];
        }

        for (int i = 0; i < targets.Length; i++)
        {
            double target = targets[i];
            if (!(target >= 0 && target < width && target == Math.Floor(target)))
            {
                throw new ArgumentException(
                    $"Row {i} has the target {target}; a target is the index of one of {width} classes.", nameof(targets));
            }

            confusion[(int)target][PredictedClass(predictions.Slice(i * width, width))]++;
        }

        return confusion;
    }

    private static void RequireFinite(ReadOnlySpan<double> targets)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (!double.IsFinite(targets[i]))
            {
                throw new ArgumentException($"Row {i} has the target {targets[i]}; a target is a finite number.", nameof(targets));
            }
        }
    }
}
