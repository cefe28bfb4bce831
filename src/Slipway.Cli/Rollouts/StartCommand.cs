using System.CommandLine;
using System.Globalization;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Rollouts;

namespace Slipway.Cli.Rollouts;

/// <summary><c>slipway rollout start</c></summary>
internal static class StartCommand
{
    public static CommandWithExamples Create(Command group, CliOutput output)
    {
        var model = CommonOptions.Model();
        var version = new Option<int?>("--canary") { Description = "The version that gets a growing share.", HelpName = "version" };
        var steps = new Option<double[]>("--steps")
        {
            Description = "The shares of the ramp, in percent; those of the model's spec when not given.",
            HelpName = "percent",
            AllowMultipleArgumentsPerToken = true,
        };
        var seconds = new Option<double>("--step-seconds")
        {
            Description = "How long each of the given steps lasts at least.",
            HelpName = "n",
            DefaultValueFactory = _ => 600,
        };
        var requests = new Option<long>("--step-requests")
        {
            Description = "How many requests the canary answers in each of them at least.",
            HelpName = "n",
            DefaultValueFactory = _ => 200,
        };
        var arms = new Option<string[]>("--arm")
        {
            Description = "An arm of an A/B test: name=version:percent. May be given several times.",
            HelpName = "arm",
        };
        var shadows = new Option<int[]>("--shadow")
        {
            Description = "A version that is asked beside the champion and never answers. May be given several times.",
            HelpName = "version",
        };
        var key = new Option<string?>("--key-feature")
        {
            Description = "The feature that callers are recognised by; the header X-Slipway-Key when not given.",
            HelpName = "feature",
        };
        var reason = CommonOptions.Reason();
        var store = CommonOptions.Store();
        var json = CommonOptions.Json();
        var command = new Command("start", "Starts a rollout, in place of the one that runs.")
        {
            model, version, steps, seconds, requests, arms, shadows, key, reason, store, json,
        };
        command.SetAction((arguments, cancellationToken) => RolloutCommands.ChangeAsync(
            output,
            arguments.GetValue(model)!,
            arguments.GetValue(json),
            async name =>
            {
                string[] armTexts = arguments.GetValue(arms) ?? [];
                var parsed = armTexts.Select(ReadArm).ToList();
                if (parsed.Any(a => !a.IsSuccess))
                {
                    return Result<Rollout>.Failure([.. parsed.SelectMany(a => a.Problems)]);
                }

                double[] shares = arguments.GetValue(steps) ?? [];
                int[] shadowVersions = arguments.GetValue(shadows) ?? [];
                int? canary = arguments.GetValue(version);
                var spec = new RolloutSpec
                {
                    Strategy = armTexts.Length > 0 ? RolloutStrategy.Ab
                        : canary is null && shadowVersions.Length > 0 ? RolloutStrategy.Shadow
                        : RolloutStrategy.Canary,
                    Version = canary,
                    Steps = shares.Length == 0
                        ? null
                        : [.. shares.Select(p => new RolloutStep(p, arguments.GetValue(seconds), arguments.GetValue(requests)))],
                    Arms = armTexts.Length == 0 ? null : [.. parsed.Select(a => a.Value)],
                    Shadows = shadowVersions.Length == 0 ? null : shadowVersions,
                    KeyFeature = arguments.GetValue(key),
                };
                var workspace = Workspace.Open(arguments, arguments.GetValue(store)!);
                return await workspace.Rollouts(new ChampionSpecs(workspace.Registry)).HandleAsync(
                    new StartRolloutCommand(name, spec, arguments.GetValue(reason)!, Workspace.Actor), cancellationToken);
            }));
        return new CommandWithExamples(command, group,
        [
            "slipway rollout start wine --canary 3 --reason \"more data\"",
            "slipway rollout start wine --canary 3 --steps 10 50 --step-seconds 3600 --reason \"more data\"",
            "slipway rollout start wine --arm b=3:30 --arm c=4:30 --reason \"which one sells\"",
            "slipway rollout start wine --shadow 3 --reason \"how it would answer\"",
        ]);
    }

    private static Result<RolloutArm> ReadArm(string text)
    {
        int equals = text.IndexOf('=');
        int colon = text.IndexOf(':');
        return equals > 0 && colon > equals
            && int.TryParse(text.AsSpan(equals + 1, colon - equals - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            && double.TryParse(text.AsSpan(colon + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
            ? new RolloutArm(text[..equals], version, percent)
            : new Problem("rollout.arms", $"'{text}' is not an arm; write name=version:percent, such as b=3:30.");
    }
}
