using Slipway.Audit;
using Slipway.Importing;
using Slipway.Learning.Onnx.Importing;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Monitoring;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Importing;

/// <summary>Models of scikit-learn, in the layout of skl2onnx, with what scikit-learn answers to rows that they did not learn from.</summary>
public sealed class ImportModelTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ModelRegistry _registry;

    public ImportModelTests()
    {
        var store = new FolderObjectStore(_folder.Path, TimeProvider.System);
        _registry = new ModelRegistry(store, new AuditLog(store), TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("wine_forest", "target", "accuracy", 0.9)]
    [InlineData("bike_boosting", "cnt", "r2", 0.5)]
    [InlineData("adult_columns", "income", "accuracy", 0.78)]
    [InlineData("subject_texts", "label", "accuracy", 0.75)]
    public async Task HandleAsync_ModelOfScikitLearn_AnswersAsScikitLearnDoes(string name, string label, string metric, double floor)
    {
        var manifest = (await ImportAsync(name, label)).Value;

        Assert.True(manifest.Metrics[metric] >= floor, $"{metric} is {manifest.Metrics[metric]}");
        Assert.Equal((1, "imported"), (manifest.Version, manifest.Trainer));
        Assert.Equal("skl2onnx-layout", manifest.Lineage.Imported!.Producer);
        var onnx = await _registry.ReadOnnxAsync(manifest.Model, 1, CancellationToken.None);
        Assert.True(ModelPredictor.Load(manifest.Schema, onnx.Value.Span).IsSuccess);
        var profile = await _registry.ReadFileAsync(manifest.Model, 1, VersionFile.ReferenceProfile, CancellationToken.None);
        Assert.True(ReferenceProfile.Deserialize(profile.Value.Span).IsSuccess);
    }

    [Fact]
    public async Task HandleAsync_SameFileTwice_IsOneVersion()
    {
        await ImportAsync("wine_forest", "target");

        Assert.Equal(1, (await ImportAsync("wine_forest", "target")).Value.Version);
        Assert.Equal(2, (await ImportAsync("wine_forest", "target", expected: null, withSample: false)).Value.Version);
    }

    [Fact]
    public async Task HandleAsync_MatrixWithASample_TakesNamesAndTypesFromIt()
    {
        var schema = (await ImportAsync("wine_forest", "target")).Value.Schema;

        Assert.Equal("alcohol", schema.Features[0].Name);
        Assert.Equal("13.2", schema.Features[0].Example);
        Assert.Equal(["0", "1", "2"], schema.Classes);
        var adult = (await ImportAsync("adult_columns", "income")).Value.Schema;
        Assert.Equal("Private", adult.Features[3].Categories![0]);
        var texts = (await ImportAsync("subject_texts", "label")).Value.Schema;
        Assert.Equal(ColumnType.Text, Assert.Single(texts.Features).Type);
    }

    [Theory]
    [InlineData("adult_columns", "income", "income", "import.disagrees")]
    [InlineData("adult_columns", "income", "nothing", "import.sample")]
    [InlineData("bike_boosting", "cnt", "nothing", "import.features")]
    [InlineData("wine_forest", "hue", "sklearn", "import.sample")]
    public async Task HandleAsync_SampleThatDoesNotFit_RegistersNothing(string name, string label, string expected, string code)
    {
        var result = await ImportAsync(name, label, expected);

        Assert.Equal(code, result.Problems[0].Code);
        Assert.Empty(await _registry.ListModelsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task HandleAsync_SpecOfAnotherLabel_IsRefused()
    {
        const string Spec = "name: other\ntask: multiclass\ndata: { source: data/x.csv, label: kind }\n";

        var result = await new ImportModel(_registry).HandleAsync(Command("wine_forest", "target", null, false) with { SpecText = Spec }, default);

        Assert.Equal("import.spec", Assert.Single(result.Problems).Code);
    }

    private Task<Result<ModelManifest>> ImportAsync(string name, string label, string? expected = "sklearn", bool withSample = true) =>
        new ImportModel(_registry).HandleAsync(Command(name, label, expected, withSample), CancellationToken.None);

    private static ImportModelCommand Command(string name, string label, string? expected, bool withSample)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "TestData", "sklearn", name);
        var options = new OnnxImportOptions { Label = label };
        return new ImportModelCommand(ModelName.Parse(name.Replace('_', '-')), File.ReadAllBytes(path + ".onnx"), options, "zoe")
        {
            Sample = withSample ? File.ReadAllBytes(path + ".csv") : default,
            ExpectedColumn = withSample ? expected : null,
        };
    }
}
