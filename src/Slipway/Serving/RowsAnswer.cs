using Slipway.Learning.Results;

namespace Slipway.Serving;

/// <summary>How answering rows ended.</summary>
/// <param name="FirstId">The prediction id of the first row; those of the others follow from it (<see cref="PredictionId"/>).</param>
/// <param name="Model">
/// The version that answered. A rollout can choose another one than the route's, which read the rows; the answers in the workspace have
/// the same classes.
/// </param>
/// <param name="Batch">The rows as that version takes them. Valid as long as the workspace is.</param>
/// <param name="Problem">Why there is no answer to send; <see langword="null"/> when there is one.</param>
public readonly record struct RowsAnswer(Guid FirstId, ServedModel Model, FeatureBatch Batch, Problem? Problem);
