using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Slipway.Learning.Onnx;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Performance;

/// <summary>
/// What must be kept of rows whose outcome is known to estimate the performance of a model on rows whose outcome is not: the map from
/// scores to probabilities and, for each metric, how it scatters and when it is no longer as it was; for regression, models of the error.
/// Its size does not depend on the rows. Fitted on rows that the model was not trained on. Immutable; safe to use from several threads.
/// </summary>
/// <param name="Task">What the model predicts.</param>
/// <param name="Classes">Its classes, in the order of the probabilities; empty for regression.</param>
/// <param name="RowCount">The rows that it was fitted on.</param>
/// <param name="Metrics">The metrics that are estimated.</param>
/// <param name="Calibration">One for each class, null where scores are taken as they are; empty for regression.</param>
/// <param name="Loss">The models of the error; null for classes.</param>
public sealed record PerformanceReference(
    LearningTask Task,
    IReadOnlyList<string> Classes,
    long RowCount,
    IReadOnlyList<MetricReference> Metrics,
    IReadOnlyList<IsotonicCurve?> Calibration,
    LossModelFiles? Loss)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter<LearningTask>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = PerformanceJsonContext.Default,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonTypeInfo<PerformanceReference> Layout = (JsonTypeInfo<PerformanceReference>)Json.GetTypeInfo(typeof(PerformanceReference));

    /// <summary>Fits a reference.</summary>
    /// <param name="schema">What the model takes and answers.</param>
    /// <param name="features">The features of the rows; used for regression only.</param>
    /// <param name="targets">The outcomes: indexes of classes, or numbers.</param>
    /// <param name="predictions">What the model answered, row-major; every number finite.</param>
    /// <param name="options">Seed and chunks.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The reference; null where there are no rows, or a prediction is not finite.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static PerformanceReference? Fit(
        ModelSchema schema,
        Table features,
        double[] targets,
        ReadOnlySpan<float> predictions,
        PerformanceReferenceOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Chunks, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Length, targets.Length * schema.OutputWidth);
        foreach (float prediction in predictions)
        {
            if (!float.IsFinite(prediction))
            {
                return null;
            }
        }

        if (targets.Length == 0)
        {
            return null;
        }

        return schema.Task == LearningTask.Regression
            ? ErrorReference.Fit(schema, features, targets, predictions, options, cancellationToken)
            : ClassReference.Fit(schema, targets, predictions, options);
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <param name="bytes">Any bytes; those that no reference has are refused.</param>
    /// <returns>The reference, or <c>profile.malformed</c>.</returns>
    public static Result<PerformanceReference> Deserialize(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (JsonSerializer.Deserialize(bytes, Layout) is { } read && read.IsSound)
            {
                return read;
            }
        }
        catch (JsonException)
        {
            // Told below, like contents that contradict themselves.
        }

        return new Problem(
            "profile.malformed",
            "The performance part of the reference profile is damaged. Restore the file from a copy, or train the model again.");
    }

    /// <summary>The reference as bytes (UTF-8 JSON); equal references give equal bytes.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, Layout);

    private bool IsSound => Task == LearningTask.Regression
        ? Classes.Count == 0 && Metrics.Count == 2 && Loss is { } loss
            && OnnxModel.Load(loss.AbsoluteError).IsSuccess && OnnxModel.Load(loss.SquaredError).IsSuccess
        : Classes.Count >= 2 && Metrics.Count == ExpectedMetrics.Names(Task).Count && Loss is null
            && Calibration.Count == Classes.Count && Calibration.All(curve => curve?.IsSound ?? true);
}
