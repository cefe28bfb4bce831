using System.CommandLine;
using System.Globalization;
using Slipway.Alerts;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Results;
using Spectre.Console;

namespace Slipway.Cli.Monitoring;

/// <summary><c>slipway alerts list|resolve</c></summary>
internal static class AlertsCommands
{
    private const int ShortFingerprint = 12;

    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("alerts", "Shows what needs attention, and marks it as dealt with.");
        return [List(group, output), Resolve(group, output)];
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var all = new Option<bool>("--all") { Description = "Also those that are resolved." };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the alerts, the most urgent first.") { all, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var automation = new Automation(Workspace.Open(arguments, arguments.GetValue(store)!));
            bool isAll = arguments.GetValue(all);
            var alerts = new List<Alert>();
            await foreach (var alert in automation.AlertStore.ListAsync(cancellationToken))
            {
                if (isAll || alert.Status == AlertStatus.Open)
                {
                    alerts.Add(alert);
                }
            }

            alerts = [.. alerts.OrderBy(a => a.Status).ThenByDescending(a => a.Severity).ThenByDescending(a => a.LastSeen)];
            if (arguments.GetValue(json))
            {
                output.WriteJson(alerts);
            }
            else if (alerts.Count == 0)
            {
                output.WriteLine(isAll ? "There are no alerts." : "There are no open alerts.");
            }
            else
            {
                Write(output, alerts);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway alerts list", "slipway alerts list --all --json"]);
    }

    private static CommandWithExamples Resolve(Command group, CliOutput output)
    {
        var fingerprint = new Argument<string>("fingerprint") { Description = "The alert, or the start of its fingerprint." };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("resolve", "Marks an alert as dealt with; it opens again when its condition is seen again.")
        {
            fingerprint, store, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            using var automation = new Automation(Workspace.Open(arguments, arguments.GetValue(store)!));
            string start = arguments.GetValue(fingerprint)!;
            var matching = new List<Alert>();
            await foreach (var alert in automation.AlertStore.ListAsync(cancellationToken))
            {
                if (alert.Fingerprint.StartsWith(start, StringComparison.Ordinal))
                {
                    matching.Add(alert);
                }
            }

            var resolved = await automation.Alerts.ResolveAsync(matching is [var one] ? one.Fingerprint : start, cancellationToken);
            if (!resolved.TryGetValue(out var result))
            {
                return output.Fail(resolved.Problems, asJson);
            }

            if (asJson)
            {
                output.WriteJson(result);
            }
            else
            {
                output.WriteLine($"Resolved: {result.Title}");
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway alerts resolve 3f2a91c04b77"]);
    }

    private static void Write(CliOutput output, List<Alert> alerts)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("fingerprint", "status", "severity", "model", "alert", "since", "seen");
        foreach (var alert in alerts)
        {
            table.AddRow(
                alert.Fingerprint[..Math.Min(ShortFingerprint, alert.Fingerprint.Length)],
                alert.Status.ToString().ToLowerInvariant(),
                alert.Severity.ToString().ToLowerInvariant(),
                alert.Model.Value,
                Markup.Escape(alert.Title),
                alert.FirstSeen.ToString("u", CultureInfo.InvariantCulture),
                alert.Count.ToString(CultureInfo.InvariantCulture));
        }

        output.Console.Write(table);
        foreach (var alert in alerts)
        {
            output.WriteLine($"{alert.Fingerprint[..Math.Min(ShortFingerprint, alert.Fingerprint.Length)]}  {alert.Detail}");
        }
    }
}
