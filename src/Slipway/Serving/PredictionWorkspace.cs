using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>
/// The buffers of one request, from rows to answers. Pooled by <see cref="ServedModel"/>; not safe to use from several threads.
/// </summary>
public sealed class PredictionWorkspace
{
    internal PredictionWorkspace(ModelSchema schema) => (Batch, Predictions) = (new FeatureBatch(schema), new Predictions(schema));

    /// <summary>The rows.</summary>
    public FeatureBatch Batch { get; }

    /// <summary>What reading them found.</summary>
    public InputReport Report { get; } = new();

    /// <summary>The answers.</summary>
    public Predictions Predictions { get; }

    internal void Clear()
    {
        Batch.Clear();
        Report.Clear();
    }
}
