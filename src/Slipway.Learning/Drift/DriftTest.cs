using System.Text.Json.Serialization;

namespace Slipway.Learning.Drift;

/// <summary>A way to tell whether two samples of a column differ. Stateless; safe to use from several threads.</summary>
public abstract class DriftTest
{
    /// <summary>The name in specs and reports, in lower camel case, such as <c>jensenShannon</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name that people know, such as <c>Jensen-Shannon distance</c>.</summary>
    public abstract string Title { get; }

    /// <summary>The columns that it can compare.</summary>
    public abstract DriftColumnKinds AppliesTo { get; }

    /// <summary>How the score compares with the threshold where there is drift.</summary>
    public abstract DriftWhen Direction { get; }

    /// <summary>The threshold where none is given.</summary>
    public abstract double DefaultThreshold { get; }

    /// <summary>Whether the score is a p-value.</summary>
    [JsonIgnore]
    public bool IsPValue => Direction != DriftWhen.ScoreAtLeast;

    /// <summary>The score: a p-value (0 to 1), or a distance (from 0).</summary>
    /// <param name="pair">Both samples, neither of them empty, of a kind that the test applies to.</param>
    public abstract double Score(DriftPair pair);

    /// <summary>Whether a score means drift.</summary>
    public bool IsDrift(double score, double threshold) => Direction switch
    {
        DriftWhen.ScoreAtMost => score <= threshold,
        DriftWhen.ScoreBelow => score < threshold,
        _ => score >= threshold,
    };
}
