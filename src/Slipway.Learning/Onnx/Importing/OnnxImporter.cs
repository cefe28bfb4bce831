using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Onnx.Importing;

/// <summary>
/// Takes over an ONNX file that other software wrote (skl2onnx, onnxmltools, Microsoft.ML): infers its schema, and puts an input for each
/// feature before its nodes and the usual outputs behind them.
/// </summary>
public static class OnnxImporter
{
    /// <summary>Takes over a file.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>
    /// The model; or all problems: those of <see cref="OnnxModel.Load"/>, <c>import.features</c> (names that do not fit the inputs),
    /// <c>import.outputs</c> (outputs that are no prediction, or of more than one kind), <c>import.classes</c> (classes that are not named,
    /// or too few or many), <c>import.notProbabilities</c> (scores that are none).
    /// </returns>
    public static Result<ImportedModel> Import(ReadOnlySpan<byte> bytes, OnnxImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var loaded = OnnxModel.Load(bytes);
        if (!loaded.TryGetValue(out var model))
        {
            return Result<ImportedModel>.Failure(loaded.Problems);
        }

        var file = ModelProto.Read(bytes);
        var features = FeaturesOf(model, options);
        var outputs = ImportedOutput.Find(file.Graph!, model, options);
        if (!features.IsSuccess || !outputs.IsSuccess)
        {
            return Result<ImportedModel>.Failure([.. features.Problems, .. outputs.Problems]);
        }

        var output = outputs.Value;
        var schema = new ModelSchema(output.Task, options.Label, features.Value, output.Classes);
        byte[] adapted = OnnxAdapter.Adapt(file, model, schema, output);
        var check = CheckScores(schema, adapted);
        return check is null ? new ImportedModel(adapted, schema, model.Producer) : check;
    }

    private static Result<FeatureSchema[]> FeaturesOf(OnnxModel model, OnnxImportOptions options)
    {
        int width = model.Inputs.Sum(input => input.Width);
        if (options.Features.Count > 0 && options.Features.Count != width)
        {
            return new Problem(
                "import.features",
                $"The model takes {width} values a row ({string.Join(", ", model.Inputs.Select(Describe))}); {options.Features.Count} features "
                + "are named. Name one for each value, in this order.");
        }

        var features = new List<FeatureSchema>();
        foreach (var (index, input) in model.Inputs.Index())
        {
            var type = TextInputs.IsText(model, index) ? ColumnType.Text : TypeOf(input.Element);
            for (int i = 0; i < input.Width; i++)
            {
                string own = input.Width == 1 ? input.Name : $"{input.Name}_{i}";
                string name = options.Features.Count > 0 ? options.Features[features.Count] : own;
                features.Add(new FeatureSchema(name, type) { AllowsMissing = options.AllowsMissing });
            }
        }

        string[] twice = [.. features.GroupBy(f => f.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
        string[] unfit = [.. features.Where(f => f.Name.Trim().Length == 0 || f.Name == options.Label).Select(f => f.Name)];
        return twice.Length + unfit.Length == 0
            ? features.ToArray()
            : new Problem(
                "import.features",
                $"Features are named twice, not at all or as the label: '{string.Join("', '", twice.Concat(unfit).Distinct())}'. Give each a name of its own.");
    }

    private static ColumnType TypeOf(TensorElement element) => element switch
    {
        TensorElement.String => ColumnType.Category,
        TensorElement.Bool => ColumnType.Boolean,
        _ => ColumnType.Number,
    };

    private static string Describe(TensorInfo input) => $"'{input.Name}': {input.Width} {input.Element}";

    /// <summary>Tries the adapted file on a row of zeros; what other values give, sample rows show.</summary>
    private static Problem? CheckScores(ModelSchema schema, byte[] adapted)
    {
        const double Tolerance = 1e-3;
        var session = OnnxModel.Load(adapted).Value.CreateSession();
        session.Run();
        var scores = session.OutputFloats(schema.Task == LearningTask.Regression ? 0 : 1);
        if (schema.Task == LearningTask.Regression || scores.ContainsAny(float.NaN, float.PositiveInfinity, float.NegativeInfinity))
        {
            return null;
        }

        double sum = 0;
        bool areShares = true;
        foreach (float score in scores)
        {
            sum += score;
            areShares &= score >= -Tolerance && score <= 1 + Tolerance;
        }

        return areShares && Math.Abs(sum - 1) <= Tolerance
            ? null
            : new Problem(
                "import.notProbabilities",
                "What the model gives for its classes are not probabilities: they are not between 0 and 1, or do not sum to 1. Export the model "
                + "with probabilities (skl2onnx: without raw_scores; a network: with its last softmax or sigmoid).");
    }
}
