using Slipway.Learning.Profiles;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Monitoring;

/// <summary>A model's answers as a table, so that they are profiled and compared as features are.</summary>
public static class PredictionTable
{
    /// <summary>The most classes that have a column of probabilities.</summary>
    public const int MaxProbabilityColumns = 20;

    /// <summary>
    /// Makes the table. Classes: the predicted class as <c>label</c> and probabilities as <c>probability of …</c>, of two classes only the
    /// positive one's. Numbers: <c>prediction</c>. Numbers that are not finite are missing.
    /// </summary>
    /// <param name="schema">What the model takes and answers.</param>
    /// <param name="predictions">The answers, row-major.</param>
    /// <param name="rename">Gives a column another name than the usual one; null leaves all names.</param>
    public static Table Of(ModelSchema schema, ReadOnlySpan<float> predictions, Func<string, string>? rename = null)
    {
        rename ??= name => name;
        ArgumentNullException.ThrowIfNull(schema);
        int width = schema.OutputWidth;
        if (predictions.Length % width != 0)
        {
            throw new ArgumentException($"{predictions.Length} numbers are no rows of {width}.", nameof(predictions));
        }

        if (schema.Task == LearningTask.Regression)
        {
            return new Table([Numbers(rename("prediction"), predictions, 0, 1)]);
        }

        int rows = predictions.Length / width;
        var labels = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            labels[i] = LabelOf(predictions.Slice(i * width, width));
        }

        var columns = new List<Column> { new CategoryColumn(rename("label"), labels, schema.Classes) };
        for (int k = schema.Task == LearningTask.Binary ? 1 : 0; k < Math.Min(width, MaxProbabilityColumns); k++)
        {
            columns.Add(Numbers(rename($"probability of {schema.Classes[k]}"), predictions, k, width));
        }

        return new Table(columns);
    }

    /// <summary>The probabilities of the positive class in the profile of such a table; null where there are more or fewer than two.</summary>
    /// <param name="task">What the model predicts.</param>
    /// <param name="answers">The profile.</param>
    public static QuantileSketch? FindPositives(LearningTask task, DatasetProfile answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return task == LearningTask.Binary && answers.Columns.Count > 1 ? answers.Columns[1].Quantiles : null;
    }

    private static int LabelOf(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (!float.IsFinite(row[i]))
            {
                return -1;
            }

            best = row[i] > row[best] ? i : best;
        }

        return best;
    }

    private static NumberColumn Numbers(string name, ReadOnlySpan<float> predictions, int index, int width)
    {
        var values = new double[predictions.Length / width];
        for (int i = 0; i < values.Length; i++)
        {
            float value = predictions[(i * width) + index];
            values[i] = float.IsFinite(value) ? value : double.NaN;
        }

        return new NumberColumn(name, values);
    }
}
