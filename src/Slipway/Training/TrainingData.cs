using Slipway.Learning.Results;
using Slipway.Learning.Training;

namespace Slipway.Training;

/// <summary>A dataset that passed validation, ready to split.</summary>
/// <param name="Rows">The labelled rows.</param>
/// <param name="Times">UTC ticks of each row where the spec names a time column; else null.</param>
/// <param name="Warnings">What is worth knowing but did not stop the training.</param>
public sealed record TrainingData(TrainingSet Rows, long[]? Times, IReadOnlyList<Problem> Warnings);
