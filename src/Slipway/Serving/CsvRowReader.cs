using System.Runtime.CompilerServices;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>
/// Reads the records of a CSV into a <see cref="FeatureBatch"/>, cells by the rules of training: columns in any order, further ones
/// ignored and noted. Immutable; safe to use from several threads.
/// </summary>
public sealed class CsvRowReader
{
    private readonly FeatureLayout _layout;

    /// <summary>Makes a reader of a model's rows.</summary>
    public CsvRowReader(ModelSchema schema)
        : this(new FeatureLayout(schema))
    {
    }

    internal CsvRowReader(FeatureLayout layout) => _layout = layout;

    /// <summary>Reads a whole CSV.</summary>
    /// <param name="csv">The text, plain or gzip.</param>
    /// <param name="options">Limits.</param>
    /// <param name="maxRows">The most rows that are accepted.</param>
    /// <param name="batch">An empty batch of the model's schema. When there are problems, what it holds means nothing.</param>
    /// <param name="report">An empty report; gets all problems and the ignored columns.</param>
    /// <returns>Whether there are rows and no problem.</returns>
    public bool Read(Stream csv, CsvOptions options, int maxRows, FeatureBatch batch, InputReport report)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(report);
        var opened = CsvReader.Open(csv, options);
        if (!opened.TryGetValue(out var reader))
        {
            foreach (var problem in opened.Problems)
            {
                report.Add(problem.Code, problem.Message);
            }

            return false;
        }

        using (reader)
        {
            int[] features = MapColumns(reader.Header, report);
            while (report.IsValid ? reader.Read() : HasColumns(features) && reader.Read())
            {
                if (batch.RowCount == maxRows)
                {
                    report.Refuse("request.tooManyRows", $"The request has more than {maxRows} rows. Send fewer at a time.");
                    return false;
                }

                ReadRow(reader, features, batch, report);
            }

            Finish(reader, batch, report);
        }

        return report.IsValid;
    }

    /// <summary>Finds the feature of each column of a header.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="report">Gets a problem for each feature that has no column and must have one, and the ignored columns.</param>
    /// <returns>A feature, 0-based, or -1 for each column.</returns>
    public int[] MapColumns(IReadOnlyList<string> header, InputReport report)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(report);
        var features = new int[header.Count];
        var hasColumn = new bool[_layout.FeatureCount];
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = _layout.Find(header[i]);
            if (features[i] >= 0)
            {
                hasColumn[features[i]] = true;
            }
            else
            {
                report.Ignore(header[i]);
            }
        }

        bool hasAny = hasColumn.Contains(true);
        if (!hasAny)
        {
            // What stands there is not repeated: of a table without a header it is data.
            report.Add(
                "input.noKnownColumn",
                "The header has none of the model's columns. The first line must name them, separated by commas, semicolons or tabs.");
        }

        string rename = hasAny && report.IgnoredColumns.Count > 0
            ? $", or rename the one that holds it if it is among {Quote(report.IgnoredColumns)}"
            : "";
        for (int i = 0; i < hasColumn.Length; i++)
        {
            if (!hasColumn[i] && !(hasAny && _layout.Schema.Features[i].AllowsMissing))
            {
                report.Add("input.columnMissing", $"The header has no column '{_layout.Schema.Features[i].Name}'. Add it to the table{rename}.");
            }
        }

        return features;
    }

    /// <summary>Adds the current record as a row.</summary>
    /// <param name="reader">A reader on a record.</param>
    /// <param name="features">What <see cref="MapColumns"/> gave.</param>
    /// <param name="batch">Gets the row, also when it has problems.</param>
    /// <param name="report">Gets the problems.</param>
    /// <returns>Whether the row has no problem.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool ReadRow(CsvReader reader, int[] features, FeatureBatch batch, InputReport report)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(report);
        int row = batch.AddRow();
        if (reader.Problem is { } problem)
        {
            report.Add(problem.Code, problem.Reason, row);
            return false;
        }

        var values = batch.Cells(features.Length);
        reader.ReadNumbers(features, values);
        var bounds = _layout.Bounds;
        var numbers = batch.NumberBuffers;
        bool isValid = true;
        for (int i = 0; i < features.Length; i++)
        {
            int feature = features[i];
            if (feature < 0)
            {
                continue;
            }

            // The way of nearly all values: numbers within bounds. No marker of a missing value is a number.
            double value = values[i];
            var (min, max) = bounds[feature];
            if (value >= min && value <= max)
            {
                numbers[feature]![row] = (float)value;
            }
            else if (ReadValue(reader[i], feature, batch) is { } rule)
            {
                report.Add(rule, row, _layout, feature);
                isValid = false;
            }
        }

        return isValid;
    }

    private static string Quote(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static bool HasColumns(int[] features) => Array.Exists(features, f => f >= 0);

    private static void Finish(CsvReader reader, FeatureBatch batch, InputReport report)
    {
        if (reader.Failure is { } failure)
        {
            report.Refuse(failure.Code, failure.Message);
        }
        else if (batch.RowCount == 0 && report.IsValid)
        {
            report.Add("request.noRows", "The table has a header and no rows. Send at least one.");
        }
    }

    private InputRule? ReadValue(ReadOnlySpan<byte> utf8, int featureIndex, FeatureBatch batch)
    {
        var feature = _layout.Schema.Features[featureIndex];
        if (_layout.Missing.IsMissing(utf8))
        {
            return feature.AllowsMissing ? null : InputRule.Null;
        }

        switch (_layout.Types[featureIndex])
        {
            case ColumnType.Number:
                return ValueParser.TryParseNumber(utf8, out double value)
                    ? InputValues.SetNumber(value, feature, featureIndex, batch)
                    : InputRule.NotANumber;
            case ColumnType.Boolean:
                return InputValues.SetBoolean(utf8, featureIndex, batch);
            case ColumnType.Timestamp:
                return InputValues.SetTimestamp(utf8, featureIndex, batch);
            default:
                batch.SetWord(featureIndex, _layout.Intern(featureIndex, utf8));
                return null;
        }
    }
}
