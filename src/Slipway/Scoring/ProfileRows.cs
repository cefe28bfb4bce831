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
    private const double Log10Of2 = 0.30102999566398120;

    private readonly List<int> _rows = [];

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13];

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
    internal static double Widen(float value)
    {
        const float WholeNumbersBelow = 1 << 24;
        const float SmallestTried = 1e-6f;
        const double SevenDigits = 1e6;
        float size = Math.Abs(value);
        if (size is not (>= SmallestTried and < WholeNumbersBelow) || size == MathF.Truncate(size))
        {
            return value;
        }

        // The product is exact, and so is the quotient's every digit: a float has 24 bits, and 5^12 has 28.
        int decimals = 6 - (int)Math.Floor((MathF.ILogB(size) + 1) * Log10Of2);
        double digits = size * PowersOfTen[decimals];
        if (digits < SevenDigits)
        {
            digits *= 10;
            decimals++;
        }

        return Math.CopySign(Math.Round(digits) / PowersOfTen[decimals], value);
    }
}
