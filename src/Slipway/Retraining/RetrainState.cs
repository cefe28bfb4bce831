using Slipway.Projects;
using Slipway.Registry;
using Slipway.Training;

namespace Slipway.Retraining;

/// <summary>What is remembered of a model's retraining. The document <c>reports/_retrain/&lt;model&gt;.json</c>.</summary>
public sealed record RetrainState
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>What asks for a retraining and was not answered by one yet.</summary>
    public IReadOnlyList<RetrainMark> Marks { get; set; } = [];

    /// <summary>When the last retraining began, UTC; null before the first. The cool-down counts from it.</summary>
    public DateTimeOffset? LastStart { get; init; }

    /// <summary>The last retraining's run; null before the first.</summary>
    public string? LastRun { get; init; }

    /// <summary>What became of it; null before the first.</summary>
    public RunStatus? LastStatus { get; init; }

    /// <summary>What caused it.</summary>
    public string? LastTrigger { get; init; }

    /// <summary>The dataset version that was last retrained on, whatever became of it; null before the first.</summary>
    public string? LastDataset { get; init; }
}

/// <summary>Something that asks for a retraining.</summary>
/// <param name="Trigger">What happened.</param>
/// <param name="Detail">In words.</param>
/// <param name="At">When it was last seen, UTC.</param>
public sealed record RetrainMark(RetrainTrigger Trigger, string Detail, DateTimeOffset At);
