using Slipway.Learning.Training;
using Slipway.MlNet.Trainers;

namespace Slipway.MlNet;

/// <summary>The trainers of Microsoft.ML.</summary>
public static class MlNetTrainers
{
    /// <summary>All of them: <c>mlnet/lightgbm</c>, <c>mlnet/fast-tree</c>, <c>mlnet/fast-forest</c>, <c>mlnet/sdca</c>, <c>mlnet/lbfgs</c>.</summary>
    public static IReadOnlyList<ITrainer> All { get; } =
        [new LightGbmTrainer(), new FastTreeTrainer(), new FastForestTrainer(), new SdcaTrainer(), new LbfgsTrainer()];
}
