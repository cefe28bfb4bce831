using Slipway.Feedback;

namespace Slipway.PredictionLog;

/// <summary>A served prediction as the log tells it, with its actual outcome where that is known.</summary>
public sealed record LoggedPrediction
{
    /// <summary>The id that the caller was given.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was answered, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The version that answered.</summary>
    public required int Version { get; init; }

    /// <summary>The alias that chose the version; <see langword="null"/> when the caller named a number.</summary>
    public string? Variant { get; init; }

    /// <summary>How long reading and predicting the whole request took.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The W3C trace id, if there was one.</summary>
    public string? TraceId { get; init; }

    /// <summary>The inputs, one a feature in the order of the schema that it was read by.</summary>
    public required ReadOnlyMemory<LoggedValue> Inputs { get; init; }

    /// <summary>The predicted class; <see langword="null"/> for regression.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// The probabilities in the order of the schema's classes, NaN for a class that the version did not know; empty for regression.
    /// </summary>
    public ReadOnlyMemory<float> Probabilities { get; init; }

    /// <summary>The predicted number; NaN for classification.</summary>
    public double Value { get; init; } = double.NaN;

    /// <summary>The last actual outcome; <see langword="null"/> when there is none yet.</summary>
    public ActualOutcome? Actual { get; init; }
}
