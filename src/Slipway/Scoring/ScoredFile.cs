using System.Text.Json.Serialization;
using Slipway.Learning.Performance;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>What scoring a file of the inbox came to; the content of <c>scored/&lt;model&gt;/&lt;file&gt;.json</c>.</summary>
public sealed record ScoredFile
{
    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The version that all rows were scored with.</summary>
    public required int Version { get; init; }

    /// <summary>The file, <c>inbox/wine/monday.csv</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The state of the file that was scored.</summary>
    public required string SourceETag { get; init; }

    /// <summary>Its length.</summary>
    public required long SourceBytes { get; init; }

    /// <summary>Rows with an answer, in <c>scored/</c>.</summary>
    public required long ScoredRows { get; init; }

    /// <summary>Rows with a reason instead, in <c>rejected/</c>.</summary>
    public required long RejectedRows { get; init; }

    /// <summary>The ranges that the file was scored in.</summary>
    public required int Ranges { get; init; }

    /// <summary>When its scoring was planned, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its results were complete, UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The scored rows.</summary>
    public required string ScoredCsv { get; init; }

    /// <summary>The rejected rows; null when there are none.</summary>
    public string? RejectedCsv { get; init; }

    /// <summary>
    /// The serialised <see cref="Learning.Profiles.DatasetProfile"/> of the scored rows: features, then the answers. Null when none was made.
    /// </summary>
    public string? Profile { get; init; }

    /// <summary>The profile holds one row out of so many.</summary>
    public int ProfileStride { get; init; }

    /// <summary>What the performance is estimated from; null where the version does not say how.</summary>
    public EstimationSums? Estimation { get; init; }

    /// <summary>Columns that the model does not know; at most 20.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; set; } = [];

    /// <summary>Where the profile is, if there is one.</summary>
    [JsonIgnore]
    public ObjectPath? ProfilePath => Profile is null ? null : new ObjectPath(ScorePaths.Scored, Profile[(ScorePaths.Scored.Length + 1)..]);
}
