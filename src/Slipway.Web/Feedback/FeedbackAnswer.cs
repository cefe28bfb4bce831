namespace Slipway.Web.Feedback;

/// <summary>How much feedback was taken.</summary>
/// <param name="Accepted">The outcomes that are stored.</param>
internal sealed record FeedbackAnswer(int Accepted);
