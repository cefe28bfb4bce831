using Slipway.Feedback;
using Slipway.Registry;

namespace Slipway.Retraining;

/// <summary>
/// Up to where a model's logs were made into labelled rows. The document <c>reports/_retrain/&lt;model&gt;.feedback.json</c>.
/// </summary>
public sealed record FeedbackRowsState
{
    /// <summary>The layout of this document; readers refuse a later one.</summary>
    public int FormatVersion { get; set; } = 1;

    /// <summary>The model.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The dataset version that has the rows. Where the model's data does not grow from it any more, all is read again.</summary>
    public required string Dataset { get; init; }

    /// <summary>What a row was made of: the names and types of the columns. Where they are others now, all is read again.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>How far the log of predictions was read.</summary>
    public required LogCursor Predictions { get; init; }

    /// <summary>How far the log of outcomes was read.</summary>
    public required LogCursor Feedback { get; init; }
}
