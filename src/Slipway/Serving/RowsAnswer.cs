using Slipway.Learning.Results;

namespace Slipway.Serving;

/// <summary>How answering rows ended.</summary>
/// <param name="FirstId">The prediction id of the first row; those of the others follow from it (<see cref="PredictionId"/>).</param>
/// <param name="Problem">Why there is no answer to send; <see langword="null"/> when there is one.</param>
public readonly record struct RowsAnswer(Guid FirstId, Problem? Problem);
