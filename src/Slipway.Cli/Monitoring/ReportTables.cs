using System.Globalization;
using Slipway.Cli.Output;
using Slipway.Learning.Drift;
using Slipway.Monitoring.Reports;
using Spectre.Console;

namespace Slipway.Cli.Monitoring;

/// <summary>Shows a drift report in a terminal.</summary>
internal static class ReportTables
{
    private const int MaxColumns = 30;

    public static void Write(CliOutput output, DriftReport report)
    {
        var features = report.Features;
        string verdict = report.Verdict switch
        {
            DriftVerdict.Drift => "The data has drifted",
            DriftVerdict.TooFewRows => $"Too few rows to judge ({report.RowCount} of at least {report.MinRows})",
            _ => "The data has not drifted",
        };
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict}: {features.DriftedColumnCount} of {features.TestedColumnCount} tested columns have (from {features.DriftedShareThreshold:P0} of them on, the data counts as drifted), by {report.RowCount} rows against {features.ReferenceRowCount} training rows of {report.Model} version {report.Version}."));
        output.Console.Write(Columns(features.Columns));
        if (report.Predictions is { } predictions)
        {
            output.WriteLine("Predictions, against those for the held-out rows:");
            output.Console.Write(Columns(predictions.Columns));
        }

        if (report.EstimatedPerformance is { } estimate)
        {
            var table = NewTable("Estimated", "Value", "Band", "Held-out rows", "");
            foreach (var metric in estimate.Metrics)
            {
                table.AddRow(
                    metric.Name, Number(metric.Value), $"{Number(metric.Lower)} to {Number(metric.Upper)}", Number(metric.Reference),
                        metric.IsAlert ? "unusual" : "");
            }

            output.Console.Write(table);
        }

        if (report.RealisedPerformance is { } realised)
        {
            var table = NewTable("Realised", "Value");
            foreach (var (name, value) in realised)
            {
                table.AddRow(Markup.Escape(name), Number(value));
            }

            output.Console.Write(table);
        }
    }

    private static Table Columns(IReadOnlyList<ColumnDrift> columns)
    {
        var table = NewTable("Column", "Verdict", "Test", "Score", "Threshold", "Findings");
        foreach (var column in columns.Take(MaxColumns))
        {
            table.AddRow(
                Markup.Escape(column.Name),
                column.HasDrifted ? "drift" : column.Test is null ? "not tested" : "no drift",
                column.Test ?? "-",
                Number(column.AdjustedScore ?? column.Score),
                Number(column.Threshold),
                Markup.Escape(string.Join(" ", column.Findings.Select(finding => finding.Message))));
        }

        if (columns.Count > MaxColumns)
        {
            table.AddRow($"and {columns.Count - MaxColumns} more");
        }

        return table;
    }

    private static Table NewTable(params string[] headers)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(headers);
        return table;
    }

    private static string Number(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "-";
}
