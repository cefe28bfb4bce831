using System.Globalization;
using Slipway.Cli.Output;
using Slipway.Datasets;
using Spectre.Console;

namespace Slipway.Cli.Datasets;

/// <summary>Dataset versions as people read them.</summary>
internal static class DataTables
{
    /// <summary>How many characters of a version's name tell it from the others.</summary>
    public const int ShortVersion = 12;

    public static Table Steps(ModelData data)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("version", "rows", "added", "from", "when");
        foreach (var step in data.Steps)
        {
            table.AddRow(
                step.Version[..ShortVersion],
                step.Rows.ToString(CultureInfo.InvariantCulture),
                step.AddedRows.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(step.Source),
                step.At.ToString("u", CultureInfo.InvariantCulture));
        }

        return table;
    }

    public static void Write(CliOutput output, DatasetDifference difference)
    {
        output.WriteLine($"{difference.From[..ShortVersion]} -> {difference.To[..ShortVersion]}");
        output.WriteLine($"rows: {difference.RowsBefore} -> {difference.RowsAfter}, {difference.RowsAdded} added, {difference.RowsRemoved} removed");
        WriteList(output, "columns added", difference.ColumnsAdded);
        WriteList(output, "columns removed", difference.ColumnsRemoved);
        WriteList(output, "types changed", difference.TypesChanged);
        var drift = difference.Drift;
        output.WriteLine($"drift: {drift.DriftedColumnCount} of {drift.TestedColumnCount} columns");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("column", "test", "score", "threshold", "drifted");
        foreach (var column in drift.Columns.Where(c => c.Score is not null))
        {
            table.AddRow(
                Markup.Escape(column.Name), column.Test ?? "-", Number(column.Score), Number(column.Threshold), column.HasDrifted ? "yes" : "no");
        }

        output.Console.Write(table);
    }

    private static void WriteList(CliOutput output, string title, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            output.WriteLine($"{title}: {string.Join(", ", items)}");
        }
    }

    private static string Number(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "-";
}
