using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>
/// Takes every n-th line of a block, with its answer, as a table for a profile. Lines are chosen by number, so that the choice is the same
/// however a file is cut.
/// </summary>
internal sealed class ProfileRows(ModelSchema schema, IReadOnlyList<string> answerNames, int stride)
{
    private readonly List<int> _rows = [];

    public void Clear() => _rows.Clear();

    public void Note(long lineNumber, int rowIndex)
    {
        if (lineNumber % stride == 0)
        {
            _rows.Add(rowIndex);
        }
    }

    public Table Take(FeatureBatch batch, Predictions predictions)
    {
        var columns = new List<Column>();
        for (int i = 0; i < schema.Features.Count; i++)
        {
            columns.Add(TakeFeature(schema.Features[i], batch, i));
        }

        // A feature may be named as an answer is; the reference profile knows the feature.
        var names = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        if (schema.Task == LearningTask.Regression)
        {
            columns.Add(TakeAnswer(Free(answerNames[0], names), predictions, 0));
            return new Table(columns);
        }

        columns.Add(new CategoryColumn(Free(answerNames[0], names), [.. _rows.Select(predictions.LabelIndex)], schema.Classes));
        for (int i = 0; i < schema.Classes.Count; i++)
        {
            columns.Add(TakeAnswer(Free(answerNames[i + 1], names), predictions, i));
        }

        return new Table(columns);
    }

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
        {
            name += "_";
        }

        return name;
    }

    private Column TakeFeature(FeatureSchema feature, FeatureBatch batch, int index)
    {
        switch (feature.Type)
        {
            case ColumnType.Number or ColumnType.Boolean:
                var numbers = batch.Numbers(index);
                double[] values = new double[_rows.Count];
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = numbers[_rows[i]];
                }

                return new NumberColumn(feature.Name, values, feature.Type);
            case ColumnType.Timestamp:
                var ticks = batch.Ticks(index);
                long[] times = new long[_rows.Count];
                for (int i = 0; i < times.Length; i++)
                {
                    times[i] = ticks[_rows[i]];
                }

                return new TimestampColumn(feature.Name, times);
            default:
                return TakeWords(feature, batch.Words(index));
        }
    }

    private Column TakeWords(FeatureSchema feature, ReadOnlySpan<string> words)
    {
        string?[] taken = new string?[_rows.Count];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = words[_rows[i]] is { Length: > 0 } word ? word : null;
        }

        if (feature.Type == ColumnType.Text)
        {
            return new TextColumn(feature.Name, taken);
        }

        var categories = new List<string>();
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] rows = new int[taken.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            if (taken[i] is not { } word)
            {
                rows[i] = -1;
            }
            else if (!codes.TryGetValue(word, out rows[i]))
            {
                rows[i] = categories.Count;
                codes.Add(word, rows[i]);
                categories.Add(word);
            }
        }

        return new CategoryColumn(feature.Name, rows, categories);
    }

    private NumberColumn TakeAnswer(string name, Predictions predictions, int index)
    {
        double[] values = new double[_rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = predictions.Row(_rows[i])[index];
        }

        return new NumberColumn(name, values);
    }
}
