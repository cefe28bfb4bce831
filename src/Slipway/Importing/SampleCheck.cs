using System.Globalization;
using System.Security.Cryptography;
using Slipway.Datasets;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Onnx.Importing;
using Slipway.Learning.Performance;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.Projects;
using Slipway.Serving;
using Slipway.Training;

namespace Slipway.Importing;

/// <summary>What labelled sample rows tell of an imported model; nothing where there are none.</summary>
internal sealed record SampleCheck(ModelSchema Schema)
{
    private const double Tolerance = 1e-4;
    private const int MaxListed = 5;

    public int RowCount { get; private init; }

    public string Sha256 { get; private init; } = "";

    public IReadOnlyDictionary<string, double> Metrics { get; private init; } = new Dictionary<string, double>();

    public IReadOnlyList<IReadOnlyList<int>>? Confusion { get; private init; }

    public ReadOnlyMemory<byte> ReferenceProfile { get; private init; }

    public static Result<SampleCheck> Run(ImportModelCommand command, ModelSpec spec, ImportedModel model, CancellationToken cancellationToken)
    {
        if (command.Sample.IsEmpty)
        {
            return command.ExpectedColumn is { } unusable
                ? Problem($"The column '{unusable}' of expected answers needs sample rows that have it. Give the rows too.")
                : new SampleCheck(model.Schema with { Missing = [.. spec.Data.Missing, ""] });
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(command.Sample.Span));
        var part = new DatasetPart("sample", 2);
        var read = DatasetReader.Read(new MemoryStream(command.Sample.ToArray()), [part], spec, cancellationToken);
        if (!read.TryGetValue(out var dataset))
        {
            return Result<SampleCheck>.Failure(read.Problems);
        }

        var table = dataset.Table;
        var problems = model.Schema.Features.Where(feature => !table.TryGetColumn(feature.Name, out _))
            .Select(feature => Problem($"The sample has no column '{feature.Name}', which the model takes."))
            .ToList();
        if (command.ExpectedColumn is { } expected && !table.TryGetColumn(expected, out _))
        {
            problems.Add(Problem($"The sample has no column '{expected}' of expected answers."));
        }

        return problems.Count > 0
            ? Result<SampleCheck>.Failure(problems)
            : Run(table, command.ExpectedColumn, spec, model, sha256, cancellationToken);
    }

    private static Result<SampleCheck> Run(
        Table table, string? expected, ModelSpec spec, ImportedModel model, string sha256, CancellationToken cancellationToken)
    {
        var label = table[model.Schema.Label];
        table = table.Take([.. Enumerable.Range(0, table.RowCount).Where(row => !label.IsMissing(row))]);
        var columns = model.Schema.Features.Select(feature => table[feature.Name]).ToList();
        string[] empty = [.. columns.Where(column => Enumerable.Range(0, table.RowCount).All(column.IsMissing)).Select(column => column.Name)];
        if (table.RowCount == 0 || empty.Length > 0)
        {
            return Problem(table.RowCount == 0
                ? $"The sample has no row with a value of '{model.Schema.Label}'."
                : $"The sample has no values in '{string.Join("', '", empty)}'.");
        }

        var schema = model.Schema with
        {
            Missing = [.. spec.Data.Missing, ""],
            Features = [.. model.Schema.Features.Select((feature, i) => FeatureDescription.Of(columns[i], null) is var seen
                ? seen with { AllowsMissing = seen.AllowsMissing || feature.AllowsMissing } : seen)],
        };
        var targets = ReadTargets(schema, table[schema.Label]);
        if (!targets.TryGetValue(out double[]? actual))
        {
            return Result<SampleCheck>.Failure(targets.Problems);
        }

        var rows = new TrainingSet(schema, new Table(columns), actual);
        var loaded = ModelPredictor.Load(schema, model.Onnx);
        if (!loaded.TryGetValue(out var predictor))
        {
            return Result<SampleCheck>.Failure(loaded.Problems);
        }

        var predictions = predictor.Predict(TableRows.ToBatch(schema, rows.Features));
        var disagreement = expected is null ? null : Compare(predictions, table[expected]);
        if (disagreement is not null)
        {
            return disagreement;
        }

        var evaluation = Evaluator.Evaluate(schema.Task, schema.Classes, actual, predictions.Values);
        var reference = Monitoring.ReferenceProfile.Fit(
            rows.Features, rows, predictions.Values, new PerformanceReferenceOptions(), cancellationToken);
        return new SampleCheck(schema)
        {
            RowCount = rows.RowCount,
            Sha256 = sha256,
            Metrics = evaluation.Metrics,
            Confusion = evaluation.Confusion,
            ReferenceProfile = reference.Serialize(),
        };
    }

    private static Result<double[]> ReadTargets(ModelSchema schema, Column label)
    {
        if (label is NumberColumn numbers)
        {
            return numbers.Values.ToArray();
        }

        var words = (CategoryColumn)label;
        var indexes = schema.Classes.Select((name, index) => (name, index)).ToDictionary(p => p.name, p => (double)p.index, StringComparer.Ordinal);
        string[] unknown = [.. words.Codes.ToArray().Distinct().Select(code => words.Categories[code]).Where(word => !indexes.ContainsKey(word))];
        return unknown.Length > 0
            ? Problem(
                $"The label '{schema.Label}' of the sample has '{string.Join("', '", unknown.Take(MaxListed))}', which the model has no class for; its "
                + $"classes are '{string.Join("', '", schema.Classes.Take(MaxListed))}'.")
            : Array.ConvertAll(words.Codes.ToArray(), code => indexes[words.Categories[code]]);
    }

    private static Problem? Compare(Predictions predictions, Column expected)
    {
        var rows = Enumerable.Range(0, predictions.RowCount).Where(row => !expected.IsMissing(row) && !Agrees(predictions, row, expected)).ToList();
        return rows.Count == 0
            ? null
            : new Problem(
                "import.disagrees",
                $"In {rows.Count} of {predictions.RowCount} sample rows the file answers other than '{expected.Name}' says, first in row {rows[0] + 1}. "
                + "Export the model that gave these answers, or check the order of the features and classes.");
    }

    private static bool Agrees(Predictions predictions, int row, Column expected)
    {
        if (predictions.Schema.Task == LearningTask.Regression)
        {
            return expected is NumberColumn numbers
                && Math.Abs(predictions.Row(row)[0] - numbers.Values[row]) <= Tolerance * Math.Max(1, Math.Abs(numbers.Values[row]));
        }

        string answer = predictions.Schema.Classes[predictions.LabelIndex(row)];
        return expected switch
        {
            CategoryColumn words => words.Categories[words.Codes[row]] == answer,
            NumberColumn numbers => double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number == numbers.Values[row],
            _ => false,
        };
    }

    private static Problem Problem(string message) => new("import.sample", message);
}
