using Slipway.Learning.Results;

namespace Slipway.Scoring;

/// <summary>Why a whole file was not scored; the content of <c>rejected/&lt;model&gt;/&lt;file&gt;.reason.json</c>, beside the file.</summary>
/// <param name="Source">The file, as it stood in the inbox.</param>
/// <param name="SourceETag">The state of it.</param>
/// <param name="RejectedAt">When, UTC.</param>
/// <param name="Problems">All reasons.</param>
public sealed record RejectedFile(string Source, string SourceETag, DateTimeOffset RejectedAt, IReadOnlyList<Problem> Problems);
