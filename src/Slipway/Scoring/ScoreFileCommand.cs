using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>Score a file of the inbox.</summary>
/// <param name="Source">The file, <c>inbox/&lt;model&gt;/&lt;file&gt;.csv</c> or <c>.csv.gz</c>.</param>
/// <param name="ETag">The state that the trigger saw; <see langword="null"/> for the one that it is in.</param>
public sealed record ScoreFileCommand(ObjectPath Source, ETag? ETag = null);
