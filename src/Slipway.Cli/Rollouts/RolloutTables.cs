using System.Globalization;
using Slipway.Rollouts;
using Spectre.Console;

namespace Slipway.Cli.Rollouts;

/// <summary>Rollouts for people.</summary>
internal static class RolloutTables
{
    public static string Word(RolloutPhase phase) => phase == RolloutPhase.RolledBack ? "rolled back" : phase.ToString().ToLowerInvariant();

    public static void Write(IAnsiConsole console, RolloutReport report)
    {
        var (rollout, status) = report;
        var facts = new Grid().AddColumn().AddColumn();
        void Add(string name, string value) => facts.AddRow(Markup.Escape(name), Markup.Escape(value));
        Add("rollout", $"{rollout.Id}, {rollout.Spec.Strategy.ToString().ToLowerInvariant()}, {Word(rollout.Phase)}");
        Add("started", string.Create(CultureInfo.InvariantCulture, $"{rollout.StartedAt:u} by {rollout.StartedBy}: {rollout.Reason}"));
        if (rollout.Spec.Strategy == RolloutStrategy.Canary)
        {
            Add("step", string.Create(
                CultureInfo.InvariantCulture,
                $"{rollout.Step + 1} of {rollout.Spec.Steps!.Count}, {rollout.Arms[0].Percent}% since {rollout.StepSince:u}"));
        }

        if (rollout.Outcome is { } outcome)
        {
            Add("outcome", outcome);
        }

        console.Write(facts);
        WriteVariants(console, status);
        foreach (var rail in status.Rails)
        {
            console.WriteLine($"{(rail.IsBroken ? "broken" : "holds ")}  {rail.Rail.ToString().ToLowerInvariant()}: {rail.Detail}");
        }
    }

    private static void WriteVariants(IAnsiConsole console, RolloutStatus status)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("variant", "version", "share", "requests", "failed", "dropped", "p50 ms", "p95 ms", "p99 ms");
        foreach (var variant in status.Variants)
        {
            table.AddRow(
                variant.Variant,
                Text(variant.Version),
                status.Shares.TryGetValue(variant.Variant, out double share) ? share.ToString("0.0%", CultureInfo.InvariantCulture) : "-",
                Text(variant.Requests),
                Text(variant.Exceptions + variant.NotFinite),
                Text(variant.Dropped),
                Text(variant.P50Ms),
                Text(variant.P95Ms),
                Text(variant.P99Ms));
        }

        console.Write(table);
    }

    private static string Text(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "-";
}
