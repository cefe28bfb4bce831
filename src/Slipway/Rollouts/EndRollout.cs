using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Rollouts;

/// <summary>Ends rollouts: by a person's wish, by a broken rail, by the end of the ramp. Safe to use from several threads.</summary>
public sealed class EndRollout(ModelRegistry registry, RolloutStore store, TimeProvider time)
{
    /// <summary>Who ends a rollout when no person does.</summary>
    public const string Actor = "slipway:rollout";

    /// <summary>Ends it at a person's wish; the champion answers alone again.</summary>
    /// <returns>
    /// The rollout; or <c>rollout.notFound</c>, <c>rollout.notRunning</c>, <c>registry.reasonMissing</c>, <c>registry.actorMissing</c>.
    /// </returns>
    public async Task<Result<Rollout>> AbortAsync(ModelName model, string reason, string actor, CancellationToken cancellationToken)
    {
        var problems = RegistryProblems.CheckReason(reason).Concat(RegistryProblems.CheckActor(actor)).ToList();
        return problems.Count > 0
            ? Result<Rollout>.Failure(problems)
            : await EndAsync(model, null, RolloutEvent.AbortAsked, reason, actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes one of its versions champion at a person's wish.</summary>
    /// <param name="model">The model.</param>
    /// <param name="variant">The variant; <see langword="null"/> where there is but one.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The rollout; or the problems of <see cref="AbortAsync"/>, or <c>rollout.variantUnknown</c>.</returns>
    public async Task<Result<Rollout>> PromoteAsync(
        ModelName model, string? variant, string reason, string actor, CancellationToken cancellationToken)
    {
        var problems = RegistryProblems.CheckReason(reason).Concat(RegistryProblems.CheckActor(actor)).ToList();
        if (problems.Count > 0)
        {
            return Result<Rollout>.Failure(problems);
        }

        var decided = await store.ChangeAsync(
            model, (current, _) => DecidePromotion(model, current, RolloutEvent.PromoteAsked, variant, reason, actor), cancellationToken)
            .ConfigureAwait(false);
        return decided.TryGetValue(out var rollout)
            ? await FinishPromotionAsync(rollout, actor, cancellationToken).ConfigureAwait(false)
            : decided;
    }

    /// <summary>Ends a rollout because a rail broke. Nothing happens when it is over already.</summary>
    internal Task<Result<Rollout>> RollBackAsync(Rollout rollout, string why, CancellationToken cancellationToken) =>
        EndAsync(rollout.Model, rollout.Id, RolloutEvent.RailBroken, why, Actor, cancellationToken);

    /// <summary>Ends a rollout because another version is champion now. Nothing happens when it is over already.</summary>
    internal Task<Result<Rollout>> SupersedeAsync(Rollout rollout, string why, CancellationToken cancellationToken) =>
        EndAsync(rollout.Model, rollout.Id, RolloutEvent.ChampionChanged, why, Actor, cancellationToken);

    /// <summary>Gives a canary its next share, or decides that it becomes champion and makes it so.</summary>
    internal async Task<Result<Rollout>> AdvanceAsync(Rollout rollout, RolloutEvent passed, string why, CancellationToken cancellationToken)
    {
        var changed = await store.ChangeAsync(
            rollout.Model,
            (current, _) => current?.Id != rollout.Id || current.Step != rollout.Step || RolloutTransitions.Next(current.Phase, passed) is null
                ? Result<RolloutChange?>.Success(null)
                : passed == RolloutEvent.StepPassed
                    ? Result<RolloutChange?>.Success(DecideStep(current, why))
                    : DecidePromotion(rollout.Model, current, passed, null, why, Actor),
            cancellationToken).ConfigureAwait(false);
        return changed.TryGetValue(out var now) && now.Phase == RolloutPhase.Promoting
            ? await FinishPromotionAsync(now, Actor, cancellationToken).ConfigureAwait(false)
            : changed;
    }

    /// <summary>Tells the registry of a promotion that was decided, and records that it was told; may be done again after a crash.</summary>
    internal async Task<Result<Rollout>> FinishPromotionAsync(Rollout rollout, string actor, CancellationToken cancellationToken)
    {
        string reason = $"Rollout {rollout.Id}: {rollout.Outcome}";
        var promoted = await registry.PromoteAsync(
            rollout.Model, rollout.Target!.Value, RolloutSpec.ChampionVariant, reason.Length <= 1000 ? reason : reason[..1000], actor, null, cancellationToken)
            .ConfigureAwait(false);
        return promoted.IsSuccess
            ? await EndAsync(rollout.Model, rollout.Id, RolloutEvent.PromotionDone, rollout.Outcome!, actor, cancellationToken).ConfigureAwait(false)
            : await EndAsync(
                rollout.Model, rollout.Id, RolloutEvent.PromotionRefused, string.Join(" ", promoted.Problems.Select(p => p.Message)), actor, cancellationToken)
                .ConfigureAwait(false);
    }

    private Task<Result<Rollout>> EndAsync(
        ModelName model, string? id, RolloutEvent happened, string why, string actor, CancellationToken cancellationToken) => store.ChangeAsync(
            model,
            (current, _) =>
            {
                if (current is null)
                {
                    return RolloutProblems.NotFound(model);
                }

                // What the product decides is about one rollout and may come twice; what a person decides is about the one that runs.
                bool isOther = id is not null && current.Id != id;
                if (isOther || RolloutTransitions.Next(current.Phase, happened) is not { } phase)
                {
                    return id is null ? RolloutProblems.NotRunning(current) : Result<RolloutChange?>.Success(null);
                }

                var next = current with { Phase = phase, EndedAt = time.GetUtcNow(), Outcome = why };
                return new RolloutChange(next, ActionOf(phase), actor, why, Word(current.Phase), Word(phase));
            },
            cancellationToken);

    private RolloutChange DecideStep(Rollout current, string why)
    {
        var next = current with { Step = current.Step + 1, StepSince = time.GetUtcNow() };
        return new RolloutChange(next, AuditActions.RolloutStepped, Actor, why, Share(current), Share(next));
    }

    private static Result<RolloutChange?> DecidePromotion(
        ModelName model, Rollout? current, RolloutEvent happened, string? variant, string why, string actor)
    {
        if (current is null)
        {
            return RolloutProblems.NotFound(model);
        }

        if (RolloutTransitions.Next(current.Phase, happened) is not { } phase)
        {
            return RolloutProblems.NotRunning(current);
        }

        if (current.Spec.FindVersion(variant) is not { } target)
        {
            string names = string.Join(", ", current.Arms.Select(a => a.Name).DefaultIfEmpty(RolloutSpec.ShadowVariant));
            return new Problem(
                "rollout.variantUnknown",
                variant is null
                    ? $"Rollout '{current.Id}' has several variants. Name the one to promote: {names}."
                    : $"Rollout '{current.Id}' has no variant '{variant}', or several versions of it. Its variants are {names}.");
        }

        var next = current with { Phase = phase, Target = target, Outcome = why };
        return new RolloutChange(
            next, AuditActions.RolloutPromoting, actor, why, Word(current.Phase), string.Create(CultureInfo.InvariantCulture, $"version {target}"));
    }

    private static string Share(Rollout rollout) =>
        string.Create(CultureInfo.InvariantCulture, $"{rollout.Spec.Steps![rollout.Step].Percent}%");

    private static string Word(RolloutPhase phase) => RolloutProblems.Word(phase);

    private static string ActionOf(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Promoted => AuditActions.RolloutPromoted,
        RolloutPhase.RolledBack => AuditActions.RolloutRolledBack,
        RolloutPhase.Aborted => AuditActions.RolloutAborted,
        _ => AuditActions.RolloutSuperseded,
    };
}
