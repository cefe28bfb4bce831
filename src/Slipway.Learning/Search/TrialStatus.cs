using System.Text.Json.Serialization;

namespace Slipway.Learning.Search;

/// <summary>How a trial ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrialStatus>))]
public enum TrialStatus
{
    /// <summary>Every fold was trained and scored.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>A fold could not be trained or scored.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
