using System.Globalization;
using Slipway.Training;

namespace Slipway.Cli.Training;

/// <summary>Runs side by side.</summary>
internal static class RunComparison
{
    /// <summary>One line a fact, one value a run; facts that no run has are left out.</summary>
    public static IReadOnlyList<ComparedFact> Compare(IReadOnlyList<TrainingRun> runs)
    {
        var facts = runs.Select(run => Facts(run).Concat(Numbers(run)).ToList()).ToList();
        return [.. facts
            .SelectMany(list => list.Select(fact => fact.Name))
            .Distinct()
            .Select(name => new ComparedFact(name, [.. facts.Select(list => list.FirstOrDefault(f => f.Name == name).Value)]))
            .Where(fact => fact.Values.Any(v => v is not null))];
    }

    public static IEnumerable<(string Name, string? Value)> Facts(TrainingRun run) =>
    [
        ("started", run.StartedAt.ToString("u", CultureInfo.InvariantCulture)),
        ("by", run.Actor),
        ("dataset", run.Lineage.DatasetVersion),
        ("spec", run.Lineage.SpecHash),
        ("commit", run.Lineage.Commit),
        ("seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
        ("model file", run.OnnxSha256),
        ("runtime", $"{run.Environment.Runtime}, {run.Environment.OperatingSystem}"),
        ("packages", string.Join(", ", run.Environment.Packages.Select(p => $"{p.Key} {p.Value}"))),
    ];

    private static IEnumerable<(string Name, string? Value)> Numbers(TrainingRun run)
    {
        yield return ("trainer", run.Best?.Trainer);
        foreach (var (name, value) in run.Best?.Parameters ?? new Dictionary<string, double>())
        {
            yield return ($"parameter {name}", RunTables.Number(value));
        }

        foreach (var (name, value) in run.Evaluation?.Metrics ?? new Dictionary<string, double>())
        {
            yield return ($"metric {name}", RunTables.Number(value));
        }
    }
}

/// <summary>A fact of several runs.</summary>
internal sealed record ComparedFact(string Name, IReadOnlyList<string?> Values);
