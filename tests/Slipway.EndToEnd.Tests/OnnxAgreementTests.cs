using Slipway.Audit;
using Slipway.Datasets;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Onnx;
using Slipway.Learning.Training;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Training;

namespace Slipway.EndToEnd.Tests;

/// <summary>The sample models in ONNX Runtime and in our evaluator give the same answers on every held-out row.</summary>
[Collection(DemoCollection.Name)]
public class OnnxAgreementTests(DemoFixture demo)
{
    private const float Tolerance = 1e-5f;

    [NodeTheory]
    [InlineData("breast-cancer")]
    [InlineData("wine")]
    [InlineData("digits")]
    [InlineData("bike-sharing")]
    public async Task SampleModel_OnEveryHeldOutRow_AnswersAsOnnxRuntime(string model)
    {
        var store = new FolderObjectStore(demo.StoreFolder, TimeProvider.System);
        var registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
        var name = ModelName.Parse(model);
        int version = (await registry.ResolveAsync(name, "champion", default)).Value;
        var manifest = (await registry.GetManifestAsync(name, version, default)).Value;
        byte[] onnx = (await registry.ReadOnnxAsync(name, version, default)).Value.ToArray();
        var rows = await HeldOutRowsAsync(store, registry, manifest);
        Assert.Equal(manifest.TestRows, rows.RowCount);

        var ours = ModelPredictor.Load(manifest.Schema, onnx).Value.Predict(TableRows.ToBatch(manifest.Schema, rows.Features));
        var inputs = OnnxModel.Load(onnx).Value.Inputs.ToDictionary(input => input.Name, input => TensorOf(input, rows.Features));
        var theirs = OnnxRuntimeOracle.Run(onnx, inputs);

        AssertAgree(manifest.Schema, ours, theirs);
    }

    private static void AssertAgree(ModelSchema schema, Predictions ours, IReadOnlyDictionary<string, OracleTensor> theirs)
    {
        bool isRegression = schema.Task == LearningTask.Regression;
        float[] numbers = theirs[isRegression ? "prediction" : "probabilities"].Floats();
        Assert.Equal(ours.Values.Length, numbers.Length);

        // A predicted number has the unit of the label, so its tolerance is relative to how large such numbers are.
        float tolerance = Tolerance * (isRegression ? numbers.Average(Math.Abs) : 1);
        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.InRange(ours.Values[i], numbers[i] - tolerance, numbers[i] + tolerance);
        }

        if (!isRegression)
        {
            Assert.Equal(theirs["label"].Strings(), Enumerable.Range(0, ours.RowCount).Select(row => schema.Classes[ours.LabelIndex(row)]));
        }
    }

    private static async Task<TrainingSet> HeldOutRowsAsync(IObjectStore store, ModelRegistry registry, ModelManifest manifest)
    {
        var text = (await registry.ReadFileAsync(manifest.Model, manifest.Version, VersionFile.Spec, default)).Value;
        var spec = SpecReader.Read(System.Text.Encoding.UTF8.GetString(text.Span), "model.yaml").Value;
        var datasets = new DatasetStore(store, TimeProvider.System);
        var loaded = (await DatasetLoader.LoadAsync(datasets, manifest.Lineage.DatasetVersion, spec, default)).Value;
        var data = TrainingDataBuilder.Build(spec, loaded.Table).Value;
        return data.Rows.Take(DataSplits.HoldOutTest(spec, data).Value.TestRows);
    }

    private static OracleTensor TensorOf(TensorInfo input, Table table)
    {
        if (table.TryGetColumn(input.Name, out var column))
        {
            return column switch
            {
                NumberColumn numbers => OracleTensor.Of(numbers.Values.ToArray().Select(v => (float)v), table.RowCount, 1),
                CategoryColumn words => OracleTensor.Of(words.Codes.ToArray().Select(c => c < 0 ? "" : words.Categories[c]), table.RowCount, 1),
                _ => throw new InvalidOperationException($"No tensor of column '{input.Name}'."),
            };
        }

        int dot = input.Name.LastIndexOf('.');
        var times = (TimestampColumn)table[input.Name[..dot]];
        var part = TimestampParts.All.Single(p => TimestampParts.InputName(times.Name, p) == input.Name);
        return OracleTensor.Of(times.Ticks.ToArray().Select(t => TimestampParts.Value(t, part)), table.RowCount, 1);
    }
}
