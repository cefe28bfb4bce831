using System.Text.Json.Serialization;

namespace Slipway.Learning.Search;

/// <summary>How a trial ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrialStatus>))]
public enum TrialStatus
{
    /// <summary>Every fold was trained and scored.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>
    /// It was given up after a first look with a part of its rounds, at which it was worse than most of its trainer; it has the metrics of
    /// that look, and no score.
    /// </summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>A fold could not be trained or scored.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
