using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Monitoring;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>
/// Takes every n-th line of a block, with its answer, as a table for a profile. Lines are chosen by number, so that the choice is the same
/// however a file is cut.
/// </summary>
internal sealed class ProfileRows(ModelSchema schema, int stride)
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

    /// <summary>The rows as a table: the features in the order of the schema, then the answers as <see cref="PredictionTable"/> has them.</summary>
    public Table Take(FeatureBatch batch, Predictions predictions)
    {
        var columns = new List<Column>();
        for (int i = 0; i < schema.Features.Count; i++)
        {
            columns.Add(TakeFeature(schema.Features[i], batch, i));
        }

        float[] answers = TakeAnswers(predictions);

        // A feature may be named as an answer is; the names of a table are its own, and the features have theirs from the schema.
        var names = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        columns.AddRange(PredictionTable.Of(schema, answers, name => Free(name, names)).Columns);
        return new Table(columns);
    }

    /// <summary>The answers to the rows, row-major.</summary>
    public float[] TakeAnswers(Predictions predictions)
    {
        var answers = new float[_rows.Count * predictions.Width];
        for (int i = 0; i < _rows.Count; i++)
        {
            predictions.Row(_rows[i]).CopyTo(answers.AsSpan(i * predictions.Width));
        }

        return answers;
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
                    values[i] = Widen(numbers[_rows[i]]);
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

    // The reference profile has the numbers of the file. Seven digits, which is what a float keeps of them, give most of them back.
    private static double Widen(float value)
    {
        const float WholeNumbersBelow = 1 << 24;
        const float SmallestTried = 1e-6f;
        float size = Math.Abs(value);
        return size is >= SmallestTried and < WholeNumbersBelow && size != MathF.Truncate(size) ? (double)(decimal)value : value;
    }
}
