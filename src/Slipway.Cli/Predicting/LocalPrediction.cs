using System.Globalization;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Cli.Predicting;

/// <summary>The answers of a model to the rows of a file.</summary>
internal sealed record LocalPrediction(string Model, int Version, IReadOnlyList<PredictedRow> Predictions, IReadOnlyList<string> IgnoredColumns)
{
    // A file that is predicted on a command line fits in memory; larger ones are for batch scoring.
    private const int MaxRows = 1_000_000;

    public static async Task<Result<LocalPrediction>> RunAsync(
        ServedModel model, Stream rows, bool isCsv, bool explains, CancellationToken cancellationToken)
    {
        var workspace = model.Rent();
        if (isCsv)
        {
            model.CsvReader.Read(rows, new CsvOptions(), MaxRows, workspace.Batch, workspace.Report);
        }
        else
        {
            var text = new MemoryStream();
            await rows.CopyToAsync(text, cancellationToken);
            model.JsonReader.Read(text.GetBuffer().AsSpan(0, (int)text.Length), MaxRows, workspace.Batch, workspace.Report);
        }

        if (!workspace.Report.IsValid)
        {
            return Result<LocalPrediction>.Failure([.. workspace.Report.Problems.Select(p => new Problem(p.Code, p.Message))]);
        }

        model.Predict(workspace.Batch, workspace.Predictions);
        Explanations? explanations = null;
        if (explains && model.Predictor.Explain(workspace.Batch, workspace.Predictions, cancellationToken) is var explained
            && !explained.TryGetValue(out explanations))
        {
            return Result<LocalPrediction>.Failure(explained.Problems);
        }

        var answers = Enumerable.Range(0, workspace.Predictions.RowCount)
            .Select(row => PredictedRow.Of(workspace.Predictions, row, explanations));
        return new LocalPrediction(
            model.Manifest.Model.Value, model.Manifest.Version, [.. answers], [.. workspace.Report.IgnoredColumns]);
    }
}

/// <summary>The answer to one row: a class with the probability of each, or a number.</summary>
internal sealed record PredictedRow(
    string? Label, IReadOnlyDictionary<string, float>? Probabilities, float? Value, ExplainedRow? Explanation)
{
    public static PredictedRow Of(Predictions predictions, int rowIndex, Explanations? explanations)
    {
        var row = predictions.Row(rowIndex);
        var explanation = explanations is null ? null : ExplainedRow.Of(explanations, rowIndex);
        if (predictions.Schema.Task == LearningTask.Regression)
        {
            return new PredictedRow(null, null, row[0], explanation);
        }

        var probabilities = new Dictionary<string, float>();
        for (int i = 0; i < row.Length; i++)
        {
            probabilities.Add(predictions.Schema.Classes[i], row[i]);
        }

        return new PredictedRow(predictions.Schema.Classes[predictions.LabelIndex(rowIndex)], probabilities, null, explanation);
    }

    public override string ToString() => Value is { } value
        ? value.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Label} ({Probabilities![Label!]:P1})");
}
