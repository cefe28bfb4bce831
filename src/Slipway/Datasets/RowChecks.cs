using System.Globalization;
using System.Text;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Projects;

namespace Slipway.Datasets;

/// <summary>Checks labelled rows one by one, before they are added to what a model learns from.</summary>
internal sealed class RowChecks
{
    private readonly CsvReader _reader;
    private readonly MissingMarkers _missing;
    private readonly HashSet<string> _classes;
    private readonly List<(int Index, string Name, ColumnType Type, double? Min, double? Max, bool IsRequired)> _columns = [];
    private readonly int _labelIndex;

    /// <summary>Prepares for the rows of a file whose header has passed <see cref="CheckHeader"/>.</summary>
    public RowChecks(CsvReader reader, ModelSchema schema, DataSpec data)
    {
        (_reader, _missing) = (reader, new MissingMarkers(data.Missing.Append("")));
        _classes = schema.Classes.ToHashSet(StringComparer.Ordinal);
        foreach (var feature in schema.Features.Where(f => f.Name != data.Time))
        {
            _columns.Add((IndexOf(feature.Name), feature.Name, feature.Type, feature.Min, feature.Max, false));
        }

        if (data.Time is { } time)
        {
            _columns.Add((IndexOf(time), time, ColumnType.Timestamp, null, null, true));
        }

        _labelIndex = IndexOf(schema.Label);
        var labelType = schema.Task == LearningTask.Regression ? ColumnType.Number : ColumnType.Category;
        _columns.Add((_labelIndex, schema.Label, labelType, null, null, true));
    }

    /// <summary>The columns that a file of labelled rows must have and this one has not.</summary>
    public static List<Problem> CheckHeader(IReadOnlyList<string> header, ModelSchema schema, DataSpec data)
    {
        IEnumerable<string> needed = [.. schema.Features.Select(f => f.Name), schema.Label, .. data.Time is { } time ? [time] : Array.Empty<string>()];
        return [.. needed.Distinct().Except(header).Select(name => name == schema.Label
            ? new Problem("data.labelMissing", $"The file has no column '{name}', the label. Rows without the outcome belong into inbox/, not training/.")
            : new Problem("data.unknownColumn", $"The file has no column '{name}', which the model was trained with. Add it, or name it so."))];
    }

    /// <summary>What is wrong with the current record, or null.</summary>
    public RowProblem? Find()
    {
        if (_reader.Problem is { } malformed)
        {
            return malformed;
        }

        foreach (var (index, name, type, min, max, isRequired) in _columns)
        {
            var cell = ValueParser.Trim(_reader[index]);
            if (_missing.IsMissing(cell))
            {
                if (isRequired)
                {
                    return Bad(name, $"Column '{name}' has no value, and without it the row cannot be learnt from.");
                }
            }
            else if (FindFault(cell, type, min, max) is { } fault)
            {
                return Bad(name, $"The value of column '{name}' {fault}.");
            }
            else if (index == _labelIndex && _classes.Count > 0 && !_classes.Contains(Encoding.UTF8.GetString(cell)))
            {
                return Bad(name, $"The value of the label '{name}' is none of the classes that the model knows. Add a class by training from a project.");
            }
        }

        return null;
    }

    private static string? FindFault(ReadOnlySpan<byte> cell, ColumnType type, double? min, double? max) => type switch
    {
        ColumnType.Number when !ValueParser.TryParseNumber(cell, out _) => "is not a number",
        ColumnType.Number when ValueParser.TryParseNumber(cell, out double number) && (number < min || number > max) =>
            string.Create(CultureInfo.InvariantCulture, $"is outside the range {min?.ToString(CultureInfo.InvariantCulture) ?? "-∞"} to {max?.ToString(CultureInfo.InvariantCulture) ?? "∞"}"),
        ColumnType.Boolean when !ValueParser.TryParseBoolean(cell, out _) => "is not true or false",
        ColumnType.Timestamp when !ValueParser.TryParseTimestamp(cell, out _) => "is not a point in time",
        _ => null,
    };

    private RowProblem Bad(string column, string reason) => new(_reader.LineNumber, RowProblemCodes.BadValue, reason, column);

    private int IndexOf(string name) => _reader.Header.ToList().IndexOf(name);
}
