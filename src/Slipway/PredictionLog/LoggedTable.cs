using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.PredictionLog;

/// <summary>Logged predictions as tables, a chunk at a time, for profiles, metrics and training.</summary>
public static class LoggedTable
{
    /// <summary>The column of the predicted class or number.</summary>
    public const string Prediction = "prediction";

    /// <summary>What the columns of the probabilities start with; the class follows.</summary>
    public const string ProbabilityPrefix = "probability_";

    /// <summary>The column of the actual outcome.</summary>
    public const string Actual = "actual";

    /// <summary>
    /// A table for monitoring: the features, <see cref="Prediction"/>, a probability for each class, <see cref="Actual"/>. A name that a
    /// feature has gets underscores behind it.
    /// </summary>
    /// <param name="schema">The schema that the rows were read by.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="omitted">Features that are left out, such as redacted ones, whose values would all seem to be missing.</param>
    public static Table ForMonitoring(ModelSchema schema, IReadOnlyList<LoggedPrediction> rows, IReadOnlySet<string>? omitted = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(rows);
        var columns = FeatureColumns(schema, rows, omitted);
        var taken = schema.Features.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        string Free(string name)
        {
            while (!taken.Add(name))
            {
                name += "_";
            }

            return name;
        }

        if (schema.Task == LearningTask.Regression)
        {
            columns.Add(Numbers(Free(Prediction), rows, r => r.Value));
            columns.Add(Numbers(Free(Actual), rows, r => r.Actual?.Value ?? double.NaN));
            return new Table(columns);
        }

        columns.Add(Words(Free(Prediction), rows, r => r.Label));
        for (int i = 0; i < schema.Classes.Count; i++)
        {
            int index = i;
            string name = Free(ProbabilityPrefix + schema.Classes[i]);
            columns.Add(Numbers(name, rows, r => r.Probabilities.IsEmpty ? double.NaN : r.Probabilities.Span[index]));
        }

        columns.Add(Words(Free(Actual), rows, r => r.Actual?.Label));
        return new Table(columns);
    }

    /// <summary>
    /// A table for training: the features and, under the label's name, the actual outcome, of the rows that have all of it.
    /// </summary>
    /// <param name="schema">The schema that the rows were read by.</param>
    /// <param name="rows">The rows.</param>
    public static LabelledRows ForTraining(ModelSchema schema, IReadOnlyList<LoggedPrediction> rows)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(rows);
        var labelled = rows.Where(r => r.Actual is not null).ToList();
        var whole = labelled.Where(r => r.Inputs.Span.IndexOf(default(LoggedValue)) < 0).ToList();
        var columns = FeatureColumns(schema, whole, null);
        columns.Add(schema.Task == LearningTask.Regression
            ? Numbers(schema.Label, whole, r => r.Actual!.Value.Value)
            : Words(schema.Label, whole, r => r.Actual!.Value.Label));
        return new LabelledRows(new Table(columns), rows.Count - labelled.Count, labelled.Count - whole.Count);
    }

    private static List<Column> FeatureColumns(ModelSchema schema, IReadOnlyList<LoggedPrediction> rows, IReadOnlySet<string>? omitted)
    {
        var columns = new List<Column>();
        for (int i = 0; i < schema.Features.Count; i++)
        {
            var feature = schema.Features[i];
            if (omitted?.Contains(feature.Name) != true)
            {
                columns.Add(FeatureColumn(feature, i, rows));
            }
        }

        return columns;
    }

    private static Column FeatureColumn(FeatureSchema feature, int index, IReadOnlyList<LoggedPrediction> rows)
    {
        switch (feature.Type)
        {
            case ColumnType.Number or ColumnType.Boolean:
                return Numbers(feature.Name, rows, r => r.Inputs.Span[index].Number ?? double.NaN, feature.Type);
            case ColumnType.Timestamp:
                return new TimestampColumn(feature.Name, [.. rows.Select(r => r.Inputs.Span[index].Ticks ?? TimestampColumn.Missing)]);
            case ColumnType.Text:
                return new TextColumn(feature.Name, [.. rows.Select(r => r.Inputs.Span[index].Word)]);
            default:
                return Words(feature.Name, rows, r => r.Inputs.Span[index].Word);
        }
    }

    private static NumberColumn Numbers(
        string name, IReadOnlyList<LoggedPrediction> rows, Func<LoggedPrediction, double> value, ColumnType type = ColumnType.Number) =>
        new(name, [.. rows.Select(value)], type);

    private static CategoryColumn Words(string name, IReadOnlyList<LoggedPrediction> rows, Func<LoggedPrediction, string?> word)
    {
        var codes = new int[rows.Count];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = -1;
            if (word(rows[i]) is { } text)
            {
                known.TryAdd(text, known.Count);
                codes[i] = known[text];
            }
        }

        return new CategoryColumn(name, codes, [.. known.OrderBy(k => k.Value).Select(k => k.Key)]);
    }
}
