using System.CommandLine;
using System.Globalization;
using Slipway.Audit;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Results;

namespace Slipway.Cli.Audit;

/// <summary><c>slipway audit verify|list</c></summary>
internal static class AuditCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("audit", "The record of every change to what is in production.");
        return [Verify(group, output), List(group, output)];
    }

    private static CommandWithExamples Verify(Command group, CliOutput output)
    {
        var head = new Option<string?>("--expect")
        {
            Description = "A head that an earlier verification printed, <records>:<hash>; shows also that the last records are still there.",
            HelpName = "head",
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("verify", "Checks that no audit record was changed, removed or put in between.") { head, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            AuditHead? expected = null;
            if (arguments.GetValue(head) is { } text && (expected = ParseHead(text)) is null)
            {
                return output.Fail([new Problem("audit.badHead", $"'{text}' is not a head; that is <records>:<hash>, as 'audit verify' prints it.")], asJson);
            }

            var verified = await Workspace.Open(arguments, arguments.GetValue(store)!).Audit.VerifyAsync(expected, cancellationToken);
            if (!verified.TryGetValue(out var chain))
            {
                return output.Fail(verified.Problems, asJson);
            }

            if (asJson)
            {
                output.WriteJson(chain);
            }
            else
            {
                output.WriteLine($"{chain.Sequence} records, unbroken. Head: {chain.Sequence}:{chain.Hash}");
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway audit verify", "slipway audit verify --json"]);
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the audit records, oldest first.") { store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var records = new List<AuditRecord>();
            await foreach (var record in Workspace.Open(arguments, arguments.GetValue(store)!).Audit.ReadAsync(0, cancellationToken))
            {
                records.Add(record);
            }

            if (arguments.GetValue(json))
            {
                output.WriteJson(records);
                return (int)ExitCode.Ok;
            }

            foreach (var r in records)
            {
                output.WriteLine($"{r.Sequence,6}  {r.Time:u}  {r.Actor}  {r.Action}  {r.Model} {r.Subject} {r.From ?? "-"} -> {r.To}  {r.Reason}");
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway audit list"]);
    }

    private static AuditHead? ParseHead(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? new AuditHead(sequence, parts[1])
            : null;
    }
}
