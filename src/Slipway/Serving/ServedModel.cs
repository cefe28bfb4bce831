using Slipway.Learning.Onnx;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Registry;

namespace Slipway.Serving;

/// <summary>
/// A model version ready to predict. Immutable; safe to use from several threads, which share nothing but a lock-free pool of sessions.
/// Whoever holds one may go on using it after another version took its place; the garbage collector releases it after the last request.
/// </summary>
public sealed class ServedModel
{
    // Large batches run in slices, so that a session's buffers stay in the cache and in bounds.
    private const int SliceRows = 1024;

    // A workspace that grew beyond this is let go rather than kept.
    private const int MaxPooledRows = 4096;

    private readonly InputBinder _binder;
    private readonly int _output;
    private readonly SlotPool<OnnxSession> _sessions;
    private readonly SlotPool<PredictionWorkspace> _workspaces;

    private ServedModel(ModelManifest manifest, OnnxModel model, InputBinder binder, int output)
    {
        (Manifest, _binder, _output) = (manifest, binder, output);
        var layout = new FeatureLayout(manifest.Schema);
        (JsonReader, CsvReader) = (new JsonRowReader(layout), new CsvRowReader(layout));
        AsResult = this;
        int slots = Environment.ProcessorCount * 2;
        _sessions = new SlotPool<OnnxSession>(slots, model.CreateSession);
        _workspaces = new SlotPool<PredictionWorkspace>(slots, () => new PredictionWorkspace(manifest.Schema));
    }

    /// <summary>What is known of the version.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Reads rows for this model from JSON.</summary>
    public JsonRowReader JsonReader { get; }

    /// <summary>Reads rows for this model from CSV.</summary>
    public CsvRowReader CsvReader { get; }

    /// <summary>Compiles a version.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="onnx">The content of its <c>model.onnx</c>.</param>
    /// <returns>
    /// The model, or why it cannot be served: the problems of loading it, <c>serving.inputUnbound</c>, <c>serving.inputType</c>,
    /// <c>serving.outputMissing</c>.
    /// </returns>
    public static Result<ServedModel> Load(ModelManifest manifest, ReadOnlySpan<byte> onnx)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var loaded = OnnxModel.Load(onnx);
        if (!loaded.TryGetValue(out var model))
        {
            return Result<ServedModel>.Failure(loaded.Problems);
        }

        var bound = InputBinder.Bind(manifest.Schema, model.Inputs);
        int output = FindOutput(manifest.Schema, model.Outputs);
        if (output < 0)
        {
            return Result<ServedModel>.Failure([.. bound.Problems, OutputMissing(manifest.Schema)]);
        }

        return bound.TryGetValue(out var binder)
            ? new ServedModel(manifest, model, binder, output)
            : Result<ServedModel>.Failure(bound.Problems);
    }

    /// <summary>This version as a success, made once.</summary>
    internal Result<ServedModel> AsResult { get; }

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
    public void Predict(FeatureBatch batch, Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(predictions);
        var output = predictions.Prepare(batch.RowCount);
        var session = _sessions.Rent();
        for (int start = 0; start < batch.RowCount; start += SliceRows)
        {
            int count = Math.Min(SliceRows, batch.RowCount - start);
            session.Resize(count);
            _binder.Fill(session, batch, start, count);
            session.Run();
            session.OutputFloats(_output)[..(count * predictions.Width)].CopyTo(output[(start * predictions.Width)..]);
        }

        // Not in a finally: a session that threw is in doubt, and a new one is cheap.
        _sessions.Return(session);
    }

    /// <summary>Predicts all rows of a batch into a buffer of its own.</summary>
    /// <param name="batch">Rows of this model's schema.</param>
    public Predictions Predict(FeatureBatch batch)
    {
        var predictions = new Predictions(Manifest.Schema);
        Predict(batch, predictions);
        return predictions;
    }

    private static int FindOutput(ModelSchema schema, IReadOnlyList<TensorInfo> outputs)
    {
        string name = schema.Task == LearningTask.Regression ? "prediction" : "probabilities";
        for (int i = 0; i < outputs.Count; i++)
        {
            // Exporters add underscores to an output that a feature has the name of.
            if (outputs[i].Name.TrimEnd('_') == name && outputs[i].Element == TensorElement.Float && outputs[i].Width == schema.OutputWidth)
            {
                return i;
            }
        }

        return -1;
    }

    private static Problem OutputMissing(ModelSchema schema) => schema.Task == LearningTask.Regression
        ? new Problem("serving.outputMissing", "The model has no output 'prediction' of one float a row. Export it with one.")
        : new Problem(
            "serving.outputMissing",
            $"The model has no output 'probabilities' of {schema.OutputWidth} floats a row, one for each class. Export it with one.");
}
