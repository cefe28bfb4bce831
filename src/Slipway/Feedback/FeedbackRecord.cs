namespace Slipway.Feedback;

/// <summary>The actual outcome of a past prediction.</summary>
/// <param name="Id">The id of the prediction, as its answer gave it.</param>
/// <param name="Actual">The class that it turned out to be, or the number.</param>
/// <param name="Time">
/// When that was known, UTC; of several outcomes for one prediction the last counts. <see langword="null"/>: when it arrives.
/// </param>
public readonly record struct FeedbackRecord(Guid Id, ActualOutcome Actual, DateTimeOffset? Time);
