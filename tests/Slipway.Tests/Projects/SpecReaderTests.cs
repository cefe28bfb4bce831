using System.Diagnostics;
using Slipway.Learning.Calibrating;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Projects;

namespace Slipway.Tests.Projects;

public sealed class SpecReaderTests
{
    [Fact]
    public void Read_ExampleOfTheDesign_GivesItsValues()
    {
        var spec = SpecReader.Read(SpecTexts.Full, SpecTexts.FileName).Value;

        Assert.Equal("wine", spec.Name.Value);
        Assert.Equal(LearningTask.Multiclass, spec.Task);
        Assert.Equal((DataSourceKind.File, "data/wine.csv"), (spec.Data.Source.Kind, spec.Data.Source.Path));
        Assert.Equal("target", spec.Data.Label);
        Assert.Empty(spec.Data.Ignore);
        Assert.Null(spec.Data.Time);
        Assert.Equal(["alcohol"], spec.Data.Features.Keys);
        Assert.Equal(new FeatureSpec { Type = ColumnType.Number, Min = 0, Max = 100 }, spec.Data.Features["alcohol"]);
        Assert.Equal(new ValidateSpec { MaxMissing = 0.3, MaxDuplicateRows = 0.1 }, spec.Validate);
        Assert.Equal(new SplitSpec { Test = 0.2, Seed = 42 }, spec.Split);
        Assert.Equal(["gbdt", "linear", "forest", "discriminant"], spec.Train.Trainers);
        Assert.Equal(new SearchSpec { Trials = 30, MaxSeconds = 60, Folds = 5, Metric = "logLoss" }, spec.Train.Search);
        Assert.Equal((CalibrationMethod.Auto, false), (spec.Train.Calibrate, spec.Train.Ensemble));
        Assert.Equal(new GateRule(GateOperator.AtLeast, 0.95), spec.Gate.Require["accuracy"]);
        Assert.Equal(0.01, spec.Gate.NotWorseThanChampion["logLoss"]);
        Assert.Equal(new ServeSpec { Log = new PredictionLogSpec { Inputs = true, SampleRate = 1 }, Explain = false }, spec.Serve);
        Assert.Equal(
            new DriftSpec { Method = DriftMethod.Auto, DriftedShare = 0.5, Window = TimeSpan.FromDays(1), MinRows = 200 }, spec.Monitor.Drift);
        Assert.Equal(new PerformanceSpec { Metric = "accuracy", MaxDrop = 0.05 }, spec.Monitor.Performance);
        Assert.Equal("0 0 3 * * 1", spec.Retrain.Schedule!.Text);
        Assert.Equal([RetrainTrigger.Drift, RetrainTrigger.PerformanceDrop, RetrainTrigger.NewData], spec.Retrain.On);
        Assert.Equal(100, spec.Retrain.MinNewRows);
        Assert.Null(spec.Alerts.Webhook);
    }

    [Fact]
    public void Read_MinimalSpec_TakesTheDefaultsOfTheExample()
    {
        var spec = SpecReader.Read(SpecTexts.Minimal, SpecTexts.FileName).Value;
        var example = SpecReader.Read(SpecTexts.Full, SpecTexts.FileName).Value;

        Assert.Equal(example.Validate, spec.Validate);
        Assert.Equal(example.Split, spec.Split);
        Assert.Equal(example.Train.Trainers, spec.Train.Trainers);
        Assert.Equal(example.Train.Search with { Metric = null }, spec.Train.Search);
        Assert.Equal(example.Train.Calibrate, spec.Train.Calibrate);
        Assert.Equal(example.Train.Ensemble, spec.Train.Ensemble);
        Assert.Equal(example.Serve, spec.Serve);
        Assert.Equal(example.Monitor.Drift, spec.Monitor.Drift);
        Assert.Equal(example.Monitor.Performance with { Metric = null }, spec.Monitor.Performance);
        Assert.Equal(example.Retrain.MinNewRows, spec.Retrain.MinNewRows);
        Assert.Equal(example.Alerts, spec.Alerts);
    }

    [Fact]
    public void Read_NothingAskedOfProduction_NeitherGatesNorRetrains()
    {
        var spec = SpecReader.Read(SpecTexts.Minimal, SpecTexts.FileName).Value;

        Assert.Empty(spec.Gate.Require);
        Assert.Empty(spec.Gate.NotWorseThanChampion);
        Assert.Null(spec.Retrain.Schedule);
        Assert.Empty(spec.Retrain.On);
    }

    [Theory]
    [InlineData("binary", "logLoss", "accuracy")]
    [InlineData("multiclass", "logLoss", "accuracy")]
    [InlineData("regression", "rmse", "r2")]
    public void Read_NoMetricNamed_TakesThatOfTheTask(string task, string search, string performance)
    {
        var spec = SpecReader.Read(SpecTexts.Minimal.Replace("multiclass", task), SpecTexts.FileName).Value;

        Assert.Equal((search, performance), (spec.SearchMetric, spec.PerformanceMetric));
    }

    [Theory]
    [InlineData("\"blob:training/wine/*.csv\"")]
    [InlineData("{ blob: training/wine/*.csv }")]
    [InlineData("\n    blob: training/wine/*.csv")]
    public void Read_SourceInTheStore_IsABlob(string source)
    {
        var read = SpecReader.Read(SpecTexts.Minimal.Replace("data/wine.csv", source), SpecTexts.FileName).Value.Data.Source;

        Assert.Equal((DataSourceKind.Blob, "training/wine/*.csv", true), (read.Kind, read.Path, read.IsGlob));
    }

    [Fact]
    public void Read_MissingMarkersAndSeparator_AreTaken()
    {
        var spec = SpecReader.Read(SpecTexts.Minimal + "  missing: [\"-999\", unknown]\n  separator: \"\\t\"\n", SpecTexts.FileName).Value;

        Assert.Equal(["-999", "unknown"], spec.Data.Missing);
        Assert.Equal('\t', spec.Data.Separator);
    }

    [Fact]
    public void Read_TrainersOfMlNetAndJsonSyntax_AreAccepted()
    {
        string json = """
            { "name": "wine", "task": "binary", "data": { "source": "a.csv", "label": "y" }, "train": { "trainers": ["mlnet/lightgbm"] } }
            """;

        Assert.Equal(["mlnet/lightgbm"], SpecReader.Read(json, SpecTexts.FileName).Value.Train.Trainers);
    }

    [Fact]
    public void Read_WindowsLineEnds_GiveTheSamePlaces()
    {
        string text = SpecTexts.Minimal.Replace("target", "7");

        var unix = SpecReader.Read(text, SpecTexts.FileName).Problems;
        var windows = SpecReader.Read(text.Replace("\n", "\r\n"), SpecTexts.FileName).Problems;

        Assert.Equal(unix, windows);
    }

    [Fact]
    public void Read_AliasesThatUnfold_AreRefusedAtOnce()
    {
        string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 20).Select(i =>
            {
                (char previous, char current) = ((char)('a' + i - 1), (char)('a' + i));
                return $"{current}: &{current} [{string.Join(", ", Enumerable.Repeat("*" + previous, 9))}]\n";
            }));

        var problems = SpecReader.Read(bomb, SpecTexts.FileName).Problems;

        Assert.Equal(101, problems.Count);
        Assert.Contains(problems, p => p.Code == "spec.anchor" && p.Message.StartsWith("'&a' is an anchor", StringComparison.Ordinal));
        Assert.Equal("spec.tooManyProblems", problems[^1].Code);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("[\n")]
    [InlineData("? ")]
    public void Read_DeepNesting_IsRefusedQuickly(string opening)
    {
        string text = string.Concat(Enumerable.Repeat(opening, 200_000 / opening.Length));
        var watch = Stopwatch.StartNew();

        var problem = Assert.Single(SpecReader.Read(text, SpecTexts.FileName).Problems);

        Assert.Equal("spec.tooDeep", problem.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Read_TooLargeFile_IsRefused()
    {
        string text = SpecTexts.Minimal + "#" + new string('é', SpecReader.MaxSizeInBytes / 2);

        var problem = Assert.Single(SpecReader.Read(text, SpecTexts.FileName).Problems);

        Assert.Equal("spec.tooLarge", problem.Code);
    }

    [Fact]
    public void Read_NulCharacter_DoesNotEndTheFile()
    {
        var problem = Assert.Single(SpecReader.Read(SpecTexts.Minimal + "\0unknown: 1\n", SpecTexts.FileName).Problems);

        Assert.Equal(("spec.syntax", 6L, 1), (problem.Code, problem.Location!.LineNumber, problem.Location.ColumnNumber));
    }

    [Fact]
    public void Read_Webhook_IsNotRepeatedInItsProblem()
    {
        var problem = Assert.Single(
            SpecReader.Read(SpecTexts.Minimal + "alerts: { webhook: 'http://example.org/secret-token' }", SpecTexts.FileName).Problems);

        Assert.Equal("spec.badWebhook", problem.Code);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Log_TakesRedactionAndDurability()
    {
        var spec = SpecReader.Read(SpecTexts.Minimal + "serve:\n  log: { redact: [name, email], durability: confirmed }\n", SpecTexts.FileName).Value;

        Assert.Equal(["name", "email"], spec.Serve.Log.Redact);
        Assert.Equal(LogDurability.Confirmed, spec.Serve.Log.Durability);
    }

    [Fact]
    public void Read_LabelToRedact_IsRefused()
    {
        var problem = Assert.Single(SpecReader.Read(SpecTexts.Minimal + "serve:\n  log: { redact: [target] }\n", SpecTexts.FileName).Problems);

        Assert.Equal("spec.contradiction", problem.Code);
    }
}
