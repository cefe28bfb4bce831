using System.Globalization;
using Slipway.Learning.Results;
using Slipway.PredictionLog;
using Slipway.Registry;
using Slipway.Serving.Frames;
using Slipway.Serving.Tensors;

namespace Slipway.Serving;

/// <summary>
/// A model version ready to predict. Immutable; safe to use from several threads. Whoever holds one may go on using it after another
/// version took its place; the garbage collector releases it after the last request.
/// </summary>
public sealed class ServedModel
{
    // A workspace that grew beyond this is let go rather than kept.
    private const int MaxPooledRows = 4096;

    private readonly SlotPool<PredictionWorkspace> _workspaces;

    private ServedModel(ModelManifest manifest, ModelPredictor predictor, RecordingPlan recording, bool explainsByDefault)
    {
        (Manifest, Predictor, Recording, ExplainsByDefault) = (manifest, predictor, recording, explainsByDefault);
        var layout = new FeatureLayout(manifest.Schema);
        (JsonReader, CsvReader) = (new JsonRowReader(layout), new CsvRowReader(layout));
        (FrameReader, TensorReader) = (new FrameReader(layout, JsonReader), new TensorReader(layout));
        Answers = new AnswerTexts(manifest.Schema);
        VersionText = manifest.Version.ToString(CultureInfo.InvariantCulture);
        AsResult = this;
        _workspaces = new SlotPool<PredictionWorkspace>(Environment.ProcessorCount * 2, () => new PredictionWorkspace(manifest.Schema));
    }

    /// <summary>What is known of the version.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The version's number as text, made once.</summary>
    public string VersionText { get; }

    /// <summary>The compiled model.</summary>
    public ModelPredictor Predictor { get; }

    /// <summary>What is logged of its predictions.</summary>
    public RecordingPlan Recording { get; }

    /// <summary>Whether answers are explained unless the caller says otherwise (<c>serve.explain</c>).</summary>
    public bool ExplainsByDefault { get; }

    /// <summary>Reads rows for this model from JSON.</summary>
    public JsonRowReader JsonReader { get; }

    /// <summary>Reads rows for this model from CSV.</summary>
    public CsvRowReader CsvReader { get; }

    /// <summary>Reads rows for this model from the JSON of the MLflow scoring protocol and KServe V1.</summary>
    public FrameReader FrameReader { get; }

    /// <summary>Reads rows for this model from requests of the Open Inference Protocol.</summary>
    public TensorReader TensorReader { get; }

    /// <summary>Writes answers of this model as JSON.</summary>
    public AnswerTexts Answers { get; }

    /// <summary>This version as a success, made once.</summary>
    internal Result<ServedModel> AsResult { get; }

    /// <summary>Compiles a version.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="onnx">The content of its <c>model.onnx</c>.</param>
    /// <param name="recording">What is logged; <see cref="RecordingPlan.OutputsOnly"/> when not given.</param>
    /// <param name="explainsByDefault">Whether answers are explained unless the caller says otherwise.</param>
    /// <returns>The model, or the problems of <see cref="ModelPredictor.Load"/>.</returns>
    public static Result<ServedModel> Load(
        ModelManifest manifest, ReadOnlySpan<byte> onnx, RecordingPlan? recording = null, bool explainsByDefault = false)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var loaded = ModelPredictor.Load(manifest.Schema, onnx);
        return loaded.TryGetValue(out var predictor)
            ? new ServedModel(manifest, predictor, recording ?? RecordingPlan.OutputsOnly(manifest.Schema), explainsByDefault)
            : Result<ServedModel>.Failure(loaded.Problems);
    }

    /// <summary>Takes a workspace; give it back with <see cref="Return"/>.</summary>
    public PredictionWorkspace Rent() => _workspaces.Rent();

    /// <summary>Gives a workspace of this model back. The caller uses neither it nor what it holds any more.</summary>
    public void Return(PredictionWorkspace workspace)
    {
        if (workspace.Batch.Capacity <= MaxPooledRows)
        {
            workspace.Clear();
            _workspaces.Return(workspace);
        }
    }

    /// <summary>Predicts all rows of a batch.</summary>
    /// <param name="batch">Rows of this model's schema.</param>
    /// <param name="predictions">Gets the answers; of this model's schema.</param>
    public void Predict(FeatureBatch batch, Predictions predictions) => Predictor.Predict(batch, predictions);

    /// <summary>Predicts all rows of a batch into a buffer of its own.</summary>
    /// <param name="batch">Rows of this model's schema.</param>
    public Predictions Predict(FeatureBatch batch) => Predictor.Predict(batch);
}
