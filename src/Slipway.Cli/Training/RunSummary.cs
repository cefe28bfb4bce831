using System.Globalization;
using System.Text;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Results;
using Slipway.Training;

namespace Slipway.Cli.Training;

/// <summary>
/// Trainings as Markdown, for the summary of a workflow and the comment on a pull request: each model beside its champion. Problems are
/// named by code and place only, because their messages may quote the data and comments are kept.
/// </summary>
internal static class RunSummary
{
    public const string NothingToDo = "No model changed or was due; nothing was trained.\n";

    /// <summary>Adds to a file, which others may have begun.</summary>
    public static Task AppendAsync(string file, string markdown, CancellationToken cancellationToken) =>
        File.AppendAllTextAsync(file, markdown, cancellationToken);

    public static string Write(IEnumerable<Result<TrainingRun>> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            if (result.TryGetValue(out var run))
            {
                WriteRun(text, run);
            }
            else
            {
                text.Append("### Not trained\n\n");
                WriteProblems(text, result.Problems);
            }
        }

        return text.ToString();
    }

    private static void WriteRun(StringBuilder text, TrainingRun run)
    {
        text.Append(CultureInfo.InvariantCulture, $"### {run.Model}: {Outcome(run)}\n\n");
        if (run.Evaluation is { } evaluation)
        {
            WriteMetrics(text, run, evaluation.Metrics);
        }

        WriteProblems(text, run.Problems);
        string rows = run.Rows is { } r ? $", {Number(r.Train)} rows learnt from, {Number(r.Test)} held out" : "";
        text.Append(CultureInfo.InvariantCulture, $"Run `{run.Id}`{(run.Best is { } best ? $", `{best.Trainer}`" : "")}{rows}, ");
        text.Append(CultureInfo.InvariantCulture, $"data `{Short(run.Lineage.DatasetVersion)}`, spec `{Short(run.Lineage.SpecHash)}`.\n\n");
    }

    private static void WriteMetrics(StringBuilder text, TrainingRun run, IReadOnlyDictionary<string, double> metrics)
    {
        string champion = run.Champion is { } c ? $"champion, version {Number(c.Version)}" : "no champion yet";
        text.Append(CultureInfo.InvariantCulture, $"| metric | new | {champion} | change | gate |\n|---|---:|---:|---:|---|\n");
        foreach (string metric in metrics.Keys.Concat(run.Gate.Select(line => line.Metric)).Distinct(StringComparer.Ordinal))
        {
            double? now = Find(metrics, metric);
            double? before = run.Champion is { } known ? Find(known.Metrics, metric) : null;
            var gate = run.Gate.Where(line => line.Metric == metric).Select(line => $"{(line.Holds ? "holds" : "**refused**")}: {Cell(line.Rule)}");
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {metric} | {RunTables.Number(now)} | {RunTables.Number(before)} | {Change(metric, now, before)} | {string.Join("<br>", gate)} |\n");
        }

        text.Append('\n');
        if (run.Champion is { OnSameRows: false })
        {
            text.Append("The champion has other columns or classes, so its figures are of its own held-out rows.\n\n");
        }
    }

    private static void WriteProblems(StringBuilder text, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            string place = problem.Location is null ? "" : $" at `{Cell(problem.Location.ToString()!)}`";
            text.Append(CultureInfo.InvariantCulture, $"- `{problem.Code}`{place}; the log of the job says more.\n");
        }

        text.Append(problems.Count > 0 ? "\n" : "");
    }

    private static string Outcome(TrainingRun run) => run.Status switch
    {
        RunStatus.Succeeded => $"version {Number(run.Version ?? 0)} passed the gate",
        RunStatus.Refused => "refused by the gate",
        _ => "failed",
    };

    private static string Change(string metric, double? now, double? before)
    {
        if (now is not { } n || before is not { } b)
        {
            return "-";
        }

        string size = (n - b).ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture);
        return size == "0" || Metrics.All.FirstOrDefault(m => m.Name == metric) is not { } definition
            ? size
            : $"{size} {(definition.IsBetter(n, b) ? "better" : "worse")}";
    }

    private static double? Find(IReadOnlyDictionary<string, double> metrics, string name) =>
        metrics.TryGetValue(name, out double value) ? value : null;

    // What ends a cell of a table, or code in it.
    private static string Cell(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace('`', '\'')
        .ReplaceLineEndings(" ");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}
