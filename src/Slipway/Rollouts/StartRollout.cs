using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Registry;

namespace Slipway.Rollouts;

/// <summary>Starts a rollout, in place of the one that runs, if one does. Safe to use from several threads.</summary>
public sealed class StartRollout(ModelRegistry registry, ChampionSpecs specs, RolloutStore store, RolloutSummaries summaries, TimeProvider time)
{
    /// <summary>Starts it.</summary>
    /// <returns>
    /// The rollout; or every problem of <c>rollout.*</c>, <c>registry.reasonMissing</c>, <c>registry.actorMissing</c>,
    /// <c>registry.modelNotFound</c>, <c>registry.aliasNotFound</c> where there is no champion, <c>registry.versionNotFound</c>.
    /// </returns>
    public async Task<Result<Rollout>> HandleAsync(StartRolloutCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var model = command.Model;
        var problems = RegistryProblems.CheckReason(command.Reason).Concat(RegistryProblems.CheckActor(command.Actor)).ToList();
        var resolved = await registry.ResolveAsync(model, RolloutSpec.ChampionVariant, cancellationToken).ConfigureAwait(false);
        if (!resolved.TryGetValue(out int champion))
        {
            return Result<Rollout>.Failure([.. resolved.Problems, .. problems]);
        }

        var defaults = (await specs.FindAsync(model, cancellationToken).ConfigureAwait(false))?.Spec.Rollout ?? new RolloutDefaults();
        var spec = Complete(command.Spec, defaults);
        problems.AddRange(RolloutRules.Check(spec, champion));
        problems.AddRange(await CheckVersionsAsync(model, champion, spec, cancellationToken).ConfigureAwait(false));
        if (problems.Count > 0)
        {
            return Result<Rollout>.Failure(problems);
        }

        string? dropped = (await store.ListAsync(model, cancellationToken).ConfigureAwait(false)).Skip(RolloutSummaries.KeptRollouts).FirstOrDefault()?.Id;
        var started = await store.ChangeAsync(
            model, (current, revision) => Result<RolloutChange?>.Success(Start(command, spec, champion, current, revision)), cancellationToken)
            .ConfigureAwait(false);
        if (started.IsSuccess && dropped is not null)
        {
            await summaries.DeleteAsync(model, dropped, cancellationToken).ConfigureAwait(false);
        }

        return started;
    }

    private RolloutChange Start(StartRolloutCommand command, RolloutSpec spec, int champion, Rollout? current, long revision)
    {
        var now = time.GetUtcNow();
        var next = new Rollout
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{command.Model}-{revision}"),
            Model = command.Model,
            Champion = champion,
            Spec = spec,
            StartedAt = now,
            StartedBy = command.Actor,
            Reason = command.Reason,
            StepSince = now,
        };
        var former = current is null ? null
            : RolloutTransitions.Next(current.Phase, RolloutEvent.Replaced) is { } phase
                ? current with { Phase = phase, EndedAt = now, Outcome = $"Rollout {next.Id} took its place." }
            : current;
        string replaced = current is { IsOver: false } ? $" In place of {current.Id}." : "";
        return new RolloutChange(
            next, AuditActions.RolloutStarted, command.Actor, command.Reason + replaced, former?.Id, Describe(spec))
        { Former = former };
    }

    private static string Describe(RolloutSpec spec)
    {
        var parts = spec.ArmsAt(0).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Name}: version {a.Version} at {a.Percent}%"))
            .Concat((spec.Shadows ?? []).Select(v => string.Create(CultureInfo.InvariantCulture, $"shadow: version {v}")));
        return string.Join(", ", parts);
    }

    private static RolloutSpec Complete(RolloutSpec spec, RolloutDefaults defaults)
    {
        bool needsSteps = spec.Strategy == RolloutStrategy.Canary && spec.Steps is not { Count: > 0 };
        return spec with
        {
            Steps = needsSteps
                ? [.. defaults.Steps.Select(p => new RolloutStep(p, defaults.StepTime.TotalSeconds, defaults.StepRequests))]
                : spec.Steps,
            Rails = spec.Rails ?? defaults.Rails,
        };
    }

    private async Task<List<Problem>> CheckVersionsAsync(ModelName model, int champion, RolloutSpec spec, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        var answering = await registry.GetManifestAsync(model, champion, cancellationToken).ConfigureAwait(false);
        problems.AddRange(answering.Problems);
        foreach (int version in spec.Versions.Where(v => v != champion))
        {
            var tried = await registry.GetManifestAsync(model, version, cancellationToken).ConfigureAwait(false);
            problems.AddRange(tried.Problems);
            if (answering.IsSuccess && tried.IsSuccess)
            {
                problems.AddRange(SchemaFit.Check(answering.Value.Schema, tried.Value.Schema, version, spec.KeyFeature));
            }
        }

        if (spec.KeyFeature is { } key && answering.IsSuccess && !answering.Value.Schema.Features.Any(f => f.Name == key))
        {
            problems.Add(new(
                "rollout.keyFeature", $"The champion has no feature '{key}'. Name one of its features as 'keyFeature', or leave it out for the header."));
        }

        return problems;
    }
}
