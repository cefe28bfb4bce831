using System.Text.Json.Serialization;

namespace Slipway.Learning.Calibrating;

/// <summary>How probabilities are brought nearer to the frequencies that they announce.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalibrationMethod>))]
public enum CalibrationMethod
{
    /// <summary>
    /// Whichever gives the lowest log loss by cross-validation, and none where no other is better by more than chance.
    /// </summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>The model's probabilities as they are.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>
    /// The log-odds of two classes times a slope plus an offset (Platt 1999); of several classes, their scores times a slope (temperature
    /// scaling, Guo et al. 2017).
    /// </summary>
    [JsonStringEnumMemberName("platt")]
    Platt,

    /// <summary>A curve for each class that never falls (Zadrozny and Elkan 2002).</summary>
    [JsonStringEnumMemberName("isotonic")]
    Isotonic,
}
