using Slipway.Learning.Results;
using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>A variant of a rollout that is loaded. Immutable but for its counters.</summary>
internal sealed class ServedArm
{
    public ServedArm(ActiveRollout rollout, string variant, ServedModel model, ServedModel champion, ArmTraffic traffic)
    {
        (Rollout, Variant, Model, Traffic) = (rollout, variant, model, traffic);
        FromChampion = new FeatureMap(champion.Manifest.Schema, model.Manifest.Schema);
        ToChampion = new FeatureMap(model.Manifest.Schema, champion.Manifest.Schema);
        AsResult = new ServedRoute(model, variant) { Arm = this };
    }

    public ActiveRollout Rollout { get; }

    public string Variant { get; }

    public ServedModel Model { get; }

    public ArmTraffic Traffic { get; }

    public FeatureMap FromChampion { get; }

    public FeatureMap ToChampion { get; }

    /// <summary>The route to it as a success, made once.</summary>
    public Result<ServedRoute> AsResult { get; }
}
