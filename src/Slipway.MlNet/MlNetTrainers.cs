using Slipway.Learning.Training;
using Slipway.MlNet.Trainers;

namespace Slipway.MlNet;

/// <summary>
/// The trainers of Microsoft.ML. They learn from numbers, booleans, categories and timestamps. Columns of text are left out with a warning,
/// as the built-in trainers leave them out: what Microsoft.ML's converter writes of text featurizing joins all rows of a request into one.
/// </summary>
public static class MlNetTrainers
{
    /// <summary>All of them: <c>mlnet/lightgbm</c>, <c>mlnet/fast-tree</c>, <c>mlnet/fast-forest</c>, <c>mlnet/sdca</c>, <c>mlnet/lbfgs</c>.</summary>
    public static IReadOnlyList<ITrainer> All { get; } =
        [new LightGbmTrainer(), new FastTreeTrainer(), new FastForestTrainer(), new SdcaTrainer(), new LbfgsTrainer()];
}
