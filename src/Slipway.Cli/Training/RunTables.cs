using System.Globalization;
using Slipway.Training;
using Spectre.Console;

namespace Slipway.Cli.Training;

/// <summary>Runs as tables for people.</summary>
internal static class RunTables
{
    public static Table Summary(IReadOnlyList<TrainingRun> runs)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("model", "version", "trainer", "status", "held-out metrics", "rows", "seconds");
        foreach (var run in runs)
        {
            table.AddRow(
                run.Model.Value,
                run.Version?.ToString(CultureInfo.InvariantCulture) ?? "-",
                run.Best?.Trainer ?? "-",
                StatusOf(run),
                run.Evaluation is null ? "-" : Metrics(run.Evaluation.Metrics),
                run.Rows is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{run.Rows.Train} + {run.Rows.Test}"),
                Number(run.DurationInSeconds));
        }

        return table;
    }

    public static Table List(IReadOnlyList<TrainingRun> runs)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("run", "model", "status", "trainer", "version", "held-out metrics");
        foreach (var run in runs)
        {
            table.AddRow(
                run.Id,
                run.Model.Value,
                StatusOf(run),
                run.Best?.Trainer ?? "-",
                run.Version?.ToString(CultureInfo.InvariantCulture) ?? "-",
                run.Evaluation is null ? "-" : Metrics(run.Evaluation.Metrics));
        }

        return table;
    }

    public static string Metrics(IReadOnlyDictionary<string, double> metrics) =>
        string.Join("  ", metrics.Select(m => $"{m.Key} {Number(m.Value)}"));

    public static string Number(double? value) => value switch
    {
        null => "-",
        { } v when Math.Abs(v) >= 100 => v.ToString("F1", CultureInfo.InvariantCulture),
        { } v => v.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private static string StatusOf(TrainingRun run) => run.Status.ToString().ToLowerInvariant();
}
