using System.CommandLine;
using System.Security.Cryptography;
using Slipway.Access;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Results;

namespace Slipway.Cli.Access;

/// <summary><c>slipway keys create|list|rotate|revoke</c></summary>
internal static class KeysCommands
{
    private const int DefaultKeepHours = 24;
    private const int MaxKeepHours = 24 * 90;

    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("keys", "The keys that callers of a server send. Servers on the store see changes within seconds.");
        return [New(group, output), List(group, output), Rotate(group, output), Revoke(group, output)];
    }

    private static CommandWithExamples New(Command group, CliOutput output)
    {
        var name = new Argument<string>("name") { Description = "Who uses it, such as the name of a service." };
        var role = new Option<AccessRole[]>("--role")
        {
            Description = "What it may do; several may be given. predict: predict and send feedback. read: see pages, reports and the "
                + "registry. operate: promote and roll back, and what read may.",
            HelpName = "predict|read|operate",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("create", "Makes a key and prints it, once. From the first key on, servers ask for keys.") { name, role, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var keys = Open(arguments, store);
            var created = await keys.CreateAsync(arguments.GetValue(name)!, arguments.GetValue(role)!, Workspace.Actor, cancellationToken);
            return created.TryGetValue(out var issued)
                ? Print(output, issued, arguments.GetValue(json))
                : output.Fail(created.Problems, arguments.GetValue(json));
        });
        return new CommandWithExamples(
            command, group, ["slipway keys create checkout --role predict", "slipway keys create ada --role read --role operate --json"]);
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the keys, without their secrets.") { store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var keys = await Open(arguments, store).ListAsync(cancellationToken);
            if (arguments.GetValue(json))
            {
                output.WriteJson(keys.Select(KeyLine.Of));
                return (int)ExitCode.Ok;
            }

            foreach (var key in keys.Select(KeyLine.Of))
            {
                string state = key.RevokedAt is { } revoked ? $"revoked {revoked:u}" : key.RotatedAt is { } rotated ? $"rotated {rotated:u}" : "";
                output.WriteLine($"{key.Id}  {key.Name,-24}  {string.Join(',', key.Roles.Select(Word)),-20}  {key.CreatedAt:u}  {state}".TrimEnd());
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway keys list", "slipway keys list --json"]);
    }

    private static CommandWithExamples Rotate(Command group, CliOutput output)
    {
        var id = Id();
        var keep = new Option<int>("--keep-hours")
        {
            Description = "For how many hours the former key works on, so that its callers can change over; 0 ends it now.",
            HelpName = "n",
            DefaultValueFactory = _ => DefaultKeepHours,
        };
        keep.Validators.Add(result =>
        {
            if (result.GetValue(keep) is < 0 or > MaxKeepHours)
            {
                result.AddError($"--keep-hours is 0 to {MaxKeepHours}.");
            }
        });
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("rotate", "Gives a key a new secret and prints it, once. Its id, name and roles stay.") { id, keep, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var former = TimeSpan.FromHours(arguments.GetValue(keep));
            var rotated = await Open(arguments, store).RotateAsync(arguments.GetValue(id)!, former, Workspace.Actor, cancellationToken);
            return rotated.TryGetValue(out var issued)
                ? Print(output, issued, arguments.GetValue(json))
                : output.Fail(rotated.Problems, arguments.GetValue(json));
        });
        return new CommandWithExamples(command, group, ["slipway keys rotate 5f2c91d07a3e", "slipway keys rotate 5f2c91d07a3e --keep-hours 0"]);
    }

    private static CommandWithExamples Revoke(Command group, CliOutput output)
    {
        var id = Id();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("revoke", "Ends a key for good. When it was the last, servers answer nobody until another is made.") { id, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var revoked = await Open(arguments, store).RevokeAsync(arguments.GetValue(id)!, Workspace.Actor, cancellationToken);
            if (!revoked.TryGetValue(out var key))
            {
                return output.Fail(revoked.Problems, arguments.GetValue(json));
            }

            if (arguments.GetValue(json))
            {
                output.WriteJson(KeyLine.Of(key));
            }
            else
            {
                output.WriteLine($"Key {key.Id} ({key.Name}) is revoked.");
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway keys revoke 5f2c91d07a3e"]);
    }

    private static AccessKeys Open(ParseResult arguments, Option<string> store)
    {
        var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
        return new AccessKeys(workspace.Store, workspace.Audit, Workspace.Clock, RandomNumberGenerator.GetBytes);
    }

    private static Argument<string> Id() => new("id") { Description = "The id of the key, as 'keys list' shows it." };

    private static int Print(CliOutput output, IssuedKey issued, bool asJson)
    {
        if (asJson)
        {
            output.WriteJson(new KeyIssued(KeyLine.Of(issued.Key), issued.Text));
            return (int)ExitCode.Ok;
        }

        output.WriteMessage($"Key {issued.Key.Id} ({issued.Key.Name}). Keep it; it is not shown again. Send it as 'Authorization: Bearer <key>'.");
        output.WriteLine(issued.Text);
        return (int)ExitCode.Ok;
    }

    private static string Word(AccessRole role) => role.ToString().ToLowerInvariant();
}
