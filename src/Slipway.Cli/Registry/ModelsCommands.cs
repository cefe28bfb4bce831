using System.CommandLine;
using System.Globalization;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Cli.Training;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Results;
using Spectre.Console;

namespace Slipway.Cli.Registry;

/// <summary><c>slipway models list|show|register|promote|rollback</c></summary>
internal static class ModelsCommands
{
    public static IEnumerable<CommandWithExamples> Create(CliOutput output)
    {
        var group = new Command("models", "Shows and moves what is registered.");
        return [List(group, output), Show(group, output), RegisterCommand.Create(group, output), Promote(group, output), RollBack(group, output)];
    }

    private static CommandWithExamples List(Command group, CliOutput output)
    {
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("list", "Lists the models, with their champions.") { store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var registry = Workspace.Open(arguments, arguments.GetValue(store)!).Registry;
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumns("model", "champion", "versions", "trainer", "held-out metrics");
            var models = new List<ListedModel>();
            foreach (var model in await registry.ListModelsAsync(cancellationToken))
            {
                int[] versions = (await registry.ListVersionsAsync(model, cancellationToken)).Value;
                var aliases = (await registry.GetAliasesAsync(model, cancellationToken)).Value.Aliases;
                var champion = aliases.TryGetValue("champion", out var alias)
                    ? (await registry.GetManifestAsync(model, alias.Version, cancellationToken)).Value
                    : null;
                models.Add(new ListedModel(model, aliases.ToDictionary(a => a.Key, a => a.Value.Version), versions, champion?.Metrics));
                table.AddRow(
                    model.Value,
                    champion?.Version.ToString(CultureInfo.InvariantCulture) ?? "-",
                    string.Join(", ", versions),
                    champion?.Trainer ?? "-",
                    champion is null ? "-" : RunTables.Metrics(champion.Metrics));
            }

            if (arguments.GetValue(json))
            {
                output.WriteJson(models);
            }
            else
            {
                output.Console.Write(table);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway models list", "slipway models list --store .slipway/demo"]);
    }

    private static CommandWithExamples Show(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var version = new Option<string>("--version")
        {
            Description = "A version number or an alias.",
            HelpName = "n",
            DefaultValueFactory = _ => "champion",
        };
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows a version: metrics, features, lineage.") { model, version, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            bool asJson = arguments.GetValue(json);
            string text = arguments.GetValue(model)!;
            if (!CommonOptions.TryReadModel(output, text, asJson, out ModelName name, out int failure))
            {
                return failure;
            }

            var registry = Workspace.Open(arguments, arguments.GetValue(store)!).Registry;
            var resolved = await registry.ResolveAsync(name, arguments.GetValue(version)!, cancellationToken);
            if (!resolved.TryGetValue(out int number))
            {
                return output.Fail(resolved.Problems, asJson);
            }

            var manifest = (await registry.GetManifestAsync(name, number, cancellationToken)).Value;

            if (asJson)
            {
                output.WriteJson(manifest);
            }
            else
            {
                WriteManifest(output, manifest);
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, group, ["slipway models show wine", "slipway models show wine --version 3 --json"]);
    }

    private static CommandWithExamples Promote(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var version = new Argument<int>("version") { Description = "The number of the version." };
        var alias = Alias();
        var reason = CommonOptions.Reason();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("promote", "Points an alias at a version; servers follow within two seconds.")
        {
            model, version, alias, reason, store, json,
        };
        command.SetAction((arguments, cancellationToken) => ChangeAsync(
            output,
            arguments.GetValue(model)!,
            arguments.GetValue(alias)!,
            Workspace.Open(arguments, arguments.GetValue(store)!).Registry,
            arguments.GetValue(json),
            (registry, name) => registry.PromoteAsync(
                name, arguments.GetValue(version), arguments.GetValue(alias)!, arguments.GetValue(reason)!, Workspace.Actor, null, cancellationToken)));
        return new CommandWithExamples(command, group, ["slipway models promote wine 2 --reason \"better on rosé\""]);
    }

    private static CommandWithExamples RollBack(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var alias = Alias();
        var reason = CommonOptions.Reason();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("rollback", "Points an alias back at the version that it had before.") { model, alias, reason, store, json };
        command.SetAction((arguments, cancellationToken) => ChangeAsync(
            output,
            arguments.GetValue(model)!,
            arguments.GetValue(alias)!,
            Workspace.Open(arguments, arguments.GetValue(store)!).Registry,
            arguments.GetValue(json),
            (registry, name) => registry.RollBackAsync(
                name, arguments.GetValue(alias)!, arguments.GetValue(reason)!, Workspace.Actor, null, cancellationToken)));
        return new CommandWithExamples(command, group, ["slipway models rollback wine --reason \"wrong on rosé\""]);
    }

    private static Option<string> Alias() => new("--alias")
    {
        Description = "The alias to move.",
        HelpName = "alias",
        DefaultValueFactory = _ => "champion",
    };

    private static async Task<int> ChangeAsync(
        CliOutput output,
        string model,
        string alias,
        ModelRegistry registry,
        bool asJson,
        Func<ModelRegistry, ModelName, Task<Result<ModelAlias>>> change)
    {
        if (!CommonOptions.TryReadModel(output, model, asJson, out ModelName name, out int failure))
        {
            return failure;
        }

        var changed = await change(registry, name);
        if (!changed.TryGetValue(out var now))
        {
            return output.Fail(changed.Problems, asJson);
        }

        if (asJson)
        {
            output.WriteJson(new MovedAlias(name, alias, now.Version, now.Previous));
        }
        else
        {
            output.WriteLine($"{name}: {alias} is version {now.Version}.");
        }

        return (int)ExitCode.Ok;
    }

    private static void WriteManifest(CliOutput output, ModelManifest manifest)
    {
        var facts = new Grid().AddColumn().AddColumn();
        void Add(string name, string? value) => facts.AddRow(Markup.Escape(name), Markup.Escape(value ?? "-"));
        Add("model", $"{manifest.Model} version {manifest.Version}");
        Add("registered", manifest.CreatedAt.ToString("u", CultureInfo.InvariantCulture));
        Add("task", $"{manifest.Schema.Task.ToString().ToLowerInvariant()}, predicts {manifest.Schema.Label}");
        Add("trainer", manifest.Trainer);
        Add("hyperparameters", RunTables.Metrics(manifest.Parameters));
        Add("held-out metrics", RunTables.Metrics(manifest.Metrics));
        Add("rows", $"{manifest.TrainingRows} trained on, {manifest.TestRows} held out");
        Add("run", manifest.Lineage.RunId);
        Add("dataset", manifest.Lineage.DatasetVersion);
        Add("spec", manifest.Lineage.SpecHash);
        Add("commit", manifest.Lineage.Commit);
        Add("model file", manifest.OnnxSha256);
        if (manifest.Lineage.Imported is { } file)
        {
            Add("imported file", $"{file.Sha256} {file.Producer}".TrimEnd());
        }

        output.Console.Write(facts);

        var features = new Table { Border = TableBorder.Simple };
        features.AddColumns("feature", "type", "may be missing", "importance");
        foreach (var feature in manifest.Schema.Features)
        {
            features.AddRow(
                Markup.Escape(feature.Name),
                feature.Type.ToString().ToLowerInvariant(),
                feature.AllowsMissing ? "yes" : "no",
                RunTables.Number(manifest.FeatureImportance.GetValueOrDefault(feature.Name)));
        }

        output.Console.Write(features);
    }
}
