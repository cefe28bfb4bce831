using Slipway.Learning.Explaining;
using Slipway.Learning.Onnx;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>
/// An ONNX model and the schema that says what its inputs mean. Immutable; safe to use from several threads, which share nothing but a
/// lock-free pool of sessions.
/// </summary>
public sealed class ModelPredictor
{
    // Large batches run in slices, so that a session's buffers stay in the cache and in bounds.
    private const int SliceRows = 1024;

    private readonly InputBinder _binder;
    private readonly int _output;
    private readonly SlotPool<OnnxSession> _sessions;
    private readonly ForestScorer? _forest;
    private readonly int[] _forestFeatures;

    // Most models are never asked why.
    private readonly Lazy<Result<Explainer>> _explainer;

    private ModelPredictor(ModelSchema schema, OnnxModel model, InputBinder binder, int output)
    {
        (Schema, _binder, _output) = (schema, binder, output);
        _sessions = new SlotPool<OnnxSession>(Environment.ProcessorCount * 2, model.CreateSession);
        _forest = model.FindForestScorer(output) is { } forest && forest.Inputs.All(binder.IsNumber) ? forest : null;
        _forestFeatures = [.. (_forest?.Inputs ?? []).Select(binder.FeatureOf)];
        _explainer = new Lazy<Result<Explainer>>(() => Explainer.Create(model, output));
    }

    /// <summary>What the model takes and answers.</summary>
    public ModelSchema Schema { get; }

    /// <summary>Compiles a model.</summary>
    /// <param name="schema">What it takes and answers.</param>
    /// <param name="onnx">The content of its <c>model.onnx</c>.</param>
    /// <returns>
    /// The model, or why it cannot predict: the problems of loading it, <c>serving.inputUnbound</c>, <c>serving.inputType</c>,
    /// <c>serving.outputMissing</c>.
    /// </returns>
    public static Result<ModelPredictor> Load(ModelSchema schema, ReadOnlySpan<byte> onnx)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var loaded = OnnxModel.Load(onnx);
        if (!loaded.TryGetValue(out var model))
        {
            return Result<ModelPredictor>.Failure(loaded.Problems);
        }

        var bound = InputBinder.Bind(schema, model.Inputs);
        int output = FindOutput(schema, model.Outputs);
        if (output < 0)
        {
            return Result<ModelPredictor>.Failure([.. bound.Problems, OutputMissing(schema)]);
        }

        return bound.TryGetValue(out var binder)
            ? new ModelPredictor(schema, model, binder, output)
            : Result<ModelPredictor>.Failure(bound.Problems);
    }

    /// <summary>Predicts all rows of a batch.</summary>
    /// <param name="batch">Rows of this model's schema.</param>
    /// <param name="predictions">Gets the answers; of this model's schema.</param>
    public void Predict(FeatureBatch batch, Predictions predictions)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(predictions);
        var output = predictions.Prepare(batch.RowCount);
        if (_forest is not null)
        {
            _forest.Score(batch.NumberBuffers, _forestFeatures, start: 0, output);
            return;
        }

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
        var predictions = new Predictions(Schema);
        Predict(batch, predictions);
        return predictions;
    }

    /// <summary>What explains the model's answers, or why nothing can: the problems of <see cref="Explainer.Create"/>.</summary>
    public Result<Explainer> FindExplainer() => _explainer.Value;

    /// <summary>Explains the answers to all rows of a batch: the predicted class of each, or the number.</summary>
    /// <param name="batch">Rows of this model's schema.</param>
    /// <param name="predictions">What <see cref="Predict(FeatureBatch, Predictions)"/> answered to them.</param>
    /// <param name="cancellationToken">Ends the call early: a row takes milliseconds where trees are many and large.</param>
    /// <returns>The explanations, or the problems of <see cref="FindExplainer"/>.</returns>
    public Result<Explanations> Explain(FeatureBatch batch, Predictions predictions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(predictions);
        if (!_explainer.Value.TryGetValue(out var explainer))
        {
            return Result<Explanations>.Failure(_explainer.Value.Problems);
        }

        var explanations = new Explanations(Schema, explainer.Space, batch.RowCount);
        double[] byInput = new double[explainer.InputCount];
        var session = _sessions.Rent();
        for (int start = 0; start < batch.RowCount; start += SliceRows)
        {
            int count = Math.Min(SliceRows, batch.RowCount - start);
            session.Resize(count);
            _binder.Fill(session, batch, start, count);
            session.Run();
            for (int row = start; row < start + count; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                explanations.SetBaseValue(row, explainer.Explain(session, row - start, predictions.LabelIndex(row), byInput));
                AddByFeature(byInput, explanations.Row(row));
            }
        }

        _sessions.Return(session);
        return explanations;
    }

    /// <summary>The parts of a timestamp are inputs of their own to the model, and one feature to its users.</summary>
    private void AddByFeature(ReadOnlySpan<double> byInput, Span<double> byFeature)
    {
        for (int i = 0; i < byInput.Length; i++)
        {
            byFeature[_binder.FeatureOf(i)] += byInput[i];
        }
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
