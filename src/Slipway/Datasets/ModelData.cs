using Slipway.Registry;

namespace Slipway.Datasets;

/// <summary>Which dataset version a model is trained on next. The document <c>data/models/&lt;model&gt;.json</c>.</summary>
public sealed record ModelData
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>How it came to the versions that it had, oldest first; the last one is the latest. Never empty.</summary>
    public required IReadOnlyList<ModelDataStep> Steps { get; init; }

    /// <summary>The dataset version that the model is trained on next.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ModelDataStep Latest => Steps[^1];

    /// <summary>Whether the latest version is one that the model had before, with nothing but rows added.</summary>
    internal bool HasGrownFrom(string version)
    {
        for (int i = Steps.Count - 1; i >= 0; i--)
        {
            if (Steps[i].Version == version)
            {
                return true;
            }

            if (i == 0 || Steps[i].AddedRows == 0 || Steps[i].Rows != Steps[i - 1].Rows + Steps[i].AddedRows)
            {
                return false;
            }
        }

        return false;
    }
}

/// <summary>A dataset version that a model had as its latest.</summary>
/// <param name="Version">The dataset version.</param>
/// <param name="Rows">Its rows, well formed or not.</param>
/// <param name="AddedRows">The rows that it has and the step before had not; for the first step all of them.</param>
/// <param name="Source">Where they came from, such as <c>run 20260301T...</c>, <c>training/wine/may.csv</c> or <c>feedback</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record ModelDataStep(string Version, long Rows, long AddedRows, string Source, DateTimeOffset At);
