using Slipway.Learning.Models;
using Slipway.Learning.Tables;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Featurizing;

/// <summary>Fitted steps that turn the columns of a table into the features of a model. Immutable; safe to use from several threads.</summary>
internal sealed class Featurizer
{
    private readonly FittedStep[] _fitted;

    public Featurizer(IReadOnlyList<FittedStep> steps)
    {
        _fitted = [.. steps];
        Steps = [.. steps.Select(s => s.Step)];
        FeatureColumns = [.. steps.SelectMany(s => Enumerable.Repeat(s.Column, s.Step.Width))];
    }

    /// <summary>The steps and where their inputs come from, in the order of their features.</summary>
    public IReadOnlyList<FittedStep> Fitted => _fitted;

    /// <summary>The steps, in the order of their features.</summary>
    public IReadOnlyList<FeatureStep> Steps { get; }

    /// <summary>The name of the table's column behind each feature.</summary>
    public IReadOnlyList<string> FeatureColumns { get; }

    /// <summary>Computes the features of every row.</summary>
    /// <exception cref="ArgumentException">A column is missing or of another type than the fitted one.</exception>
    public FeatureMatrix Apply(Table table)
    {
        var features = new List<float[]>(FeatureColumns.Count);
        foreach (var fitted in _fitted)
        {
            if (!table.TryGetColumn(fitted.Column, out var column))
            {
                throw new ArgumentException($"The table has no column '{fitted.Column}', which the model takes.", nameof(table));
            }

            switch (fitted.Step)
            {
                case NumberStep step:
                    features.Add(Scale(ColumnValues.ToFloats(column, fitted.Part), step));
                    break;
                case MissingIndicatorStep:
                    features.Add(IndicateMissing(column));
                    break;
                case OrdinalStep step:
                    features.Add(Array.ConvertAll(Positions(column, step.Categories), p => (float)p));
                    break;
                case OneHotStep step:
                    features.AddRange(OneHot(Positions(column, step.Categories), step.Categories.Count));
                    break;
                case TextStep step:
                    features.AddRange(CountTerms(ColumnValues.Expect<TextColumn>(column), step));
                    break;
                case WordTableStep step:
                    features.AddRange(LookUp(Positions(column, step.Categories), step));
                    break;
                default:
                    throw new NotSupportedException($"No rule computes a {fitted.Step.GetType().Name}.");
            }
        }

        return new FeatureMatrix([.. features], table.RowCount);
    }

    private static float[] Scale(float[] values, NumberStep step)
    {
        float fill = step.Fill ?? float.NaN;
        for (int i = 0; i < values.Length; i++)
        {
            float value = float.IsNaN(values[i]) ? fill : values[i];
            values[i] = Float32.Finite((value - step.Offset) * step.Scale);
        }

        return values;
    }

    private static float[] IndicateMissing(Column column)
    {
        var values = new float[column.RowCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = column.IsMissing(i) ? 1 : 0;
        }

        return values;
    }

    /// <summary>The position of each row's word, from 1; 0 where it is missing or none of the words.</summary>
    private static int[] Positions(Column column, IReadOnlyList<string> words)
    {
        var category = ColumnValues.Expect<CategoryColumn>(column);
        var positions = new Dictionary<string, int>(words.Count, StringComparer.Ordinal);
        for (int i = 0; i < words.Count; i++)
        {
            positions.Add(words[i], i + 1);
        }

        var byCode = new int[category.Categories.Count];
        for (int code = 0; code < byCode.Length; code++)
        {
            byCode[code] = positions.GetValueOrDefault(category.Categories[code]);
        }

        var result = new int[category.RowCount];
        var codes = category.Codes;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = codes[i] < 0 ? 0 : byCode[codes[i]];
        }

        return result;
    }

    private static float[][] CountTerms(TextColumn column, TextStep step)
    {
        var vectorizer = new TextTerms(step).Vectorizer();
        var features = new float[step.Width][];
        for (int f = 0; f < features.Length; f++)
        {
            features[f] = new float[column.RowCount];
        }

        var row = new float[step.Width];
        for (int i = 0; i < column.RowCount; i++)
        {
            vectorizer.Write(column.Values[i] ?? "", row);
            double squares = 0;
            foreach (float value in row)
            {
                squares += (double)value * value;
            }

            float length = (float)Math.Sqrt(squares);
            for (int f = 0; squares > 0 && f < features.Length; f++)
            {
                features[f][i] = row[f] / length;
            }
        }

        return features;
    }

    private static float[][] LookUp(int[] positions, WordTableStep step)
    {
        var features = new float[step.Width][];
        for (int f = 0; f < features.Length; f++)
        {
            int feature = f;
            features[f] = Array.ConvertAll(positions, position => step.Table[(position * step.Width) + feature]);
        }

        return features;
    }

    private static float[][] OneHot(int[] positions, int wordCount)
    {
        var features = new float[wordCount + 1][];
        for (int w = 0; w < features.Length; w++)
        {
            features[w] = new float[positions.Length];
        }

        for (int i = 0; i < positions.Length; i++)
        {
            features[positions[i] == 0 ? wordCount : positions[i] - 1][i] = 1;
        }

        return features;
    }
}
