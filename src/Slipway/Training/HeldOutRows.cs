using Slipway.Learning.Results;
using Slipway.Learning.Training;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>The rows of a dataset, split into those to learn from and those held out.</summary>
/// <param name="Train">The rows to learn from.</param>
/// <param name="TrainTimes">Their times as UTC ticks where the spec names a time column; else null.</param>
/// <param name="Test">The rows held out.</param>
internal sealed record HeldOutRows(TrainingSet Train, long[]? TrainTimes, TrainingSet Test)
{
    /// <summary>Splits as the spec asks; the same data and spec give the same rows.</summary>
    public static Result<HeldOutRows> Of(ModelSpec spec, TrainingData data) =>
        DataSplits.HoldOutTest(spec, data) is var splitting && splitting.TryGetValue(out var split)
            ? new HeldOutRows(
                data.Rows.Take(split.TrainRows),
                data.Times is { } all ? [.. split.TrainRows.Select(row => all[row])] : null,
                data.Rows.Take(split.TestRows))
            : Result<HeldOutRows>.Failure(splitting.Problems);
}
