using Slipway.Learning.Results;

namespace Slipway.Feedback;

/// <summary>What became of a file of outcomes.</summary>
/// <param name="Imported">The outcomes that are stored.</param>
/// <param name="BadRows">The rows that were not taken.</param>
/// <param name="Problems">What is wrong with the first of those, with their lines.</param>
public sealed record FeedbackImport(long Imported, long BadRows, IReadOnlyList<Problem> Problems);
