using System.Globalization;
using Slipway.Cli.Output;
using Slipway.Learning.Search;
using Slipway.Training;
using Spectre.Console;

namespace Slipway.Cli.Training;

/// <summary>One run, whole, as text for people.</summary>
internal static class RunDetails
{
    private const int MaxFeatures = 20;

    public static void Write(CliOutput output, TrainingRun run)
    {
        output.Console.Write(RunTables.Summary([run]));
        var facts = new Grid().AddColumn().AddColumn();
        foreach (var (name, value) in RunComparison.Facts(run))
        {
            facts.AddRow(Markup.Escape(name), Markup.Escape(value ?? "-"));
        }

        output.Console.Write(facts);
        if (run.Trials.Count > 0)
        {
            output.Console.Write(TrialTable(run));
        }

        if (run.FeatureImportance.Count > 0)
        {
            output.Console.Write(ImportanceTable(run));
        }

        foreach (var line in run.Gate)
        {
            string champion = line.Champion is null ? "" : $", champion {RunTables.Number(line.Champion)}";
            output.WriteLine($"gate: {(line.Holds ? "holds" : "FAILS")}  {line.Rule}  ({RunTables.Number(line.Value)}{champion})");
        }

        output.Warn(run.Warnings);
        foreach (var problem in run.Problems)
        {
            output.WriteMessage($"error: {problem}");
        }
    }

    private static Table ImportanceTable(TrainingRun run)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("feature", "share of the gain", $"{run.SearchMetric} worse without");
        foreach (var (name, share) in run.FeatureImportance.OrderByDescending(f => f.Value).Take(MaxFeatures))
        {
            double? loss = run.PermutationImportance.TryGetValue(name, out double known) ? known : null;
            table.AddRow(Markup.Escape(name), RunTables.Number(share), RunTables.Number(loss));
        }

        return table;
    }

    private static Table TrialTable(TrainingRun run)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("trial", "trainer", run.SearchMetric, "seconds", "hyperparameters");
        foreach (var trial in run.Trials)
        {
            string score = (trial.Failure ?? (trial.Metrics.TryGetValue(run.SearchMetric, out var metric)
                ? $"{RunTables.Number(metric.Mean)} ± {RunTables.Number(metric.StandardDeviation)}"
                : "-")) + (trial.Status == TrialStatus.Stopped ? " (stopped early)" : "");
            table.AddRow(
                trial.Number.ToString(CultureInfo.InvariantCulture) + (trial.Number == run.Best?.Number ? " *" : ""),
                trial.Trainer,
                Markup.Escape(score),
                RunTables.Number(trial.Duration.TotalSeconds),
                Markup.Escape(RunTables.Metrics(trial.Parameters)));
        }

        return table;
    }
}
