using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Splitting;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>Holds out the test rows as a spec asks: the newest where it names a time, else random ones, of each class its share.</summary>
public static class DataSplits
{
    /// <summary>Splits; the same data and spec give the same split.</summary>
    /// <returns>The rows of both sides, or the problems of <see cref="HoldOut"/>.</returns>
    public static Result<DataSplit> HoldOutTest(ModelSpec spec, TrainingData data) => data.Times is { } times
        ? HoldOut.ByTime(times, spec.Split.Test)
        : spec.Task == LearningTask.Regression
            ? HoldOut.Random(data.Rows.RowCount, spec.Split.Test, spec.Split.Seed)
            : HoldOut.Stratified(data.Rows.Targets, spec.Split.Test, spec.Split.Seed);
}
