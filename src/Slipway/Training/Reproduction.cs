using Slipway.Registry;

namespace Slipway.Training;

/// <summary>What came of training a version again.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="RunId">The run that registered it.</param>
/// <param name="Trials">The trials that were replayed.</param>
/// <param name="OnnxSha256">The SHA-256 of the model file that came out now, lower-case hex.</param>
/// <param name="Differences">What differs from what was recorded, in sentences; empty where the model file is the same, byte for
/// byte.</param>
public sealed record Reproduction(
    ModelName Model, int Version, string RunId, int Trials, string OnnxSha256, IReadOnlyList<string> Differences)
{
    /// <summary>Whether the model file and all trials are the same.</summary>
    public bool IsIdentical => Differences.Count == 0;
}
