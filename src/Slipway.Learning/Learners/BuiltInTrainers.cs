using Slipway.Learning.Learners.Discriminant;
using Slipway.Learning.Learners.Forest;
using Slipway.Learning.Learners.Gbdt;
using Slipway.Learning.Learners.Linear;
using Slipway.Learning.Learners.Mlp;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners;

/// <summary>The trainers that come with Slipway.</summary>
public static class BuiltInTrainers
{
    /// <summary>All of them: <c>gbdt</c>, <c>linear</c>, <c>forest</c>, <c>discriminant</c>, <c>mlp</c>.</summary>
    public static IReadOnlyList<ITrainer> All { get; } =
        [new GbdtTrainer(), new LinearTrainer(), new ForestTrainer(), new DiscriminantTrainer(), new MlpTrainer()];
}
