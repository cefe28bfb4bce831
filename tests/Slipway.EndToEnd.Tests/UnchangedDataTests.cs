using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Learning.Profiles;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Telemetry;

namespace Slipway.EndToEnd.Tests;

/// <summary>
/// Data that has not changed is hardly ever reported as drifted: a random half as the reference of a model version, the other half through
/// the inbox, as it is scored and reported on by every host. That the server does the same is seen in <see cref="InboxTests"/>.
/// </summary>
public class UnchangedDataTests
{
    private const int Seeds = 100;
    private const int MaxDrifted = 5;

    [Theory]
    [InlineData("adult")]
    [InlineData("wine")]
    [InlineData("bike-sharing")]
    public async Task Score_ARandomHalfAgainstTheOther_HardlyEverDrifts(string model)
    {
        var sample = SampleTable.Of(model);
        using var folder = new TemporaryFolder();
        await sample.TrainAsync(folder, folder["store"]);
        using var product = await Product.OpenAsync(ModelName.Parse(model), folder["store"]);

        var drifted = new List<int>();
        for (int seed = 0; seed < Seeds; seed++)
        {
            var (reference, current) = sample.HalfRows(seed);
            await product.UseReferenceAsync(seed, reference);
            var report = await product.ScoreAsync($"{seed}.csv", sample.Take(current).ToCsv());
            Assert.Equal((reference.Length, current.Length), (report.Features.ReferenceRowCount, report.RowCount));
            if (report.Features.HasDrifted)
            {
                drifted.Add(seed);
            }
        }

        Assert.True(drifted.Count <= MaxDrifted, $"Drifted with seeds {string.Join(", ", drifted)}.");
    }

    /// <summary>What scores and reports in a host, on a folder.</summary>
    private sealed class Product : IDisposable
    {
        private readonly SlipwayMetrics _metrics = new();
        private readonly ModelName _model;
        private readonly IObjectStore _store;
        private readonly ModelRegistry _registry;
        private readonly ScoreFile _scoreFile;
        private ModelCandidate _candidate = null!;
        private ReferenceProfile _trained = null!;
        private Table _features = null!;

        private Product(ModelName model, string storeFolder)
        {
            (_model, _store) = (model, new FolderObjectStore(storeFolder, TimeProvider.System));
            _registry = new ModelRegistry(_store, new AuditLog(_store), TimeProvider.System);
            var alerts = new AlertDesk(
                new AlertStore(_store), new ChampionSpecs(_registry), [], new AlertOptions(), _metrics, TimeProvider.System);
            var writer = new WriteDriftReport(new MakeDriftReport(_registry, TimeProvider.System), new ReportStore(_store));
            var reports = new ReportScoredFile(_store, _registry, writer, alerts);
            _scoreFile = new ScoreFile(
                _store, null, new ScoringModels(_registry), new FileScoringOptions(), TimeProvider.System, reports.HandleAsync);
        }

        public static async Task<Product> OpenAsync(ModelName model, string storeFolder)
        {
            var product = new Product(model, storeFolder);
            var registry = product._registry;
            var manifest = (await registry.GetManifestAsync(model, 1, default)).Value;
            product._trained = (await MakeDriftReport.ReadReferenceAsync(registry, model, 1, default)).Value;
            product._candidate = new ModelCandidate
            {
                Model = model,
                Onnx = (await registry.ReadOnnxAsync(model, 1, default)).Value,
                SpecText = SampleTable.Of(model.Value).Spec,
                Trainer = manifest.Trainer,
                Parameters = manifest.Parameters,
                Schema = manifest.Schema,
                Metrics = manifest.Metrics,
                FeatureImportance = manifest.FeatureImportance,
                TrainingRows = manifest.TrainingRows,
                TestRows = manifest.TestRows,
                Lineage = manifest.Lineage,
            };
            product._features = ReadFeatures(manifest.Schema, SampleTable.Of(model.Value).ToCsv());
            return product;
        }

        /// <summary>Makes the champion a version of the same model that has the profile of these rows.</summary>
        public async Task UseReferenceAsync(int seed, int[] rows)
        {
            var features = DatasetProfile.Of(_features.Take(rows));
            var candidate = _candidate with
            {
                ReferenceProfile = (_trained with { Features = features }).Serialize(),
                Lineage = _candidate.Lineage with { RunId = $"seed-{seed}" },
            };
            int version = (await _registry.RegisterAsync(candidate, "test", default)).Value.Version;
            var promoted = await _registry.PromoteAsync(_model, version, "champion", "another half", "test", null, default);
            Assert.Empty(promoted.Problems);
        }

        public async Task<DriftReport> ScoreAsync(string file, byte[] csv)
        {
            var source = new ObjectPath("inbox", $"{_model}/{file}");
            await _store.PutAsync(source, csv, PutCondition.Always, default);
            Assert.Equal(ScoreStatus.Scored, await _scoreFile.HandleAsync(new ScoreFileCommand(source), default));
            return (await new ReportStore(_store).FindAsync(_model, file, default))!;
        }

        public void Dispose() => _metrics.Dispose();

        private static Table ReadFeatures(ModelSchema schema, byte[] csv)
        {
            var options = new TableReaderOptions
            {
                Types = schema.Features.ToDictionary(feature => feature.Name, feature => feature.Type),
                Missing = new MissingMarkers(schema.Missing),
            };
            var table = TableReader.Read(new MemoryStream(csv), options, default).Value.Table;
            return new Table([.. schema.Features.Select(feature => table[feature.Name])]);
        }
    }
}
