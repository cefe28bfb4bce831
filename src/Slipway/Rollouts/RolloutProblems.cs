using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Rollouts;

/// <summary>The expected failures of changing a rollout.</summary>
internal static class RolloutProblems
{
    public static Problem NotFound(ModelName model) =>
        new("rollout.notFound", $"Model '{model}' has had no rollout. Start one with PUT /api/models/{model}/rollout.");

    public static Problem NotRunning(Rollout rollout) => new(
        "rollout.notRunning",
        $"Rollout '{rollout.Id}' is {Word(rollout.Phase)}, so this cannot be done to it. Start another one if there is more to try.");

    public static Problem Conflict(ModelName model) =>
        new("rollout.conflict", $"The rollout of model '{model}' is changed by others all the time. Read it again and decide anew.");

    public static string Word(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Running => "running",
        RolloutPhase.Promoting => "being promoted",
        RolloutPhase.Promoted => "promoted",
        RolloutPhase.RolledBack => "rolled back",
        RolloutPhase.Aborted => "aborted",
        _ => "superseded",
    };
}
