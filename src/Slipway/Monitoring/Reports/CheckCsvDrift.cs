using System.Text;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Performance.Slices;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Serving;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// Compares a CSV that fits in memory with what a model version was made from: features, and where all of them are there also predictions
/// and estimated performance, and where the label is there realised performance and slices. Stores nothing. Thread-safe.
/// </summary>
public sealed class CheckCsvDrift(ModelRegistry registry, MakeDriftReport maker)
{
    /// <summary>Makes a report.</summary>
    /// <returns>
    /// The report, or the problems of <see cref="MakeDriftReport.HandleAsync"/>, of reading the CSV (<c>csv.*</c>), of loading the model,
    /// or
    /// <c>data.noRows</c>, <c>data.noFeatures</c>.
    /// </returns>
    public async Task<Result<DriftReport>> HandleAsync(CsvDriftCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        var manifest = await registry.GetManifestAsync(command.Model, command.Version, cancellationToken).ConfigureAwait(false);
        var reference = await MakeDriftReport.ReadReferenceAsync(registry, command.Model, command.Version, cancellationToken)
            .ConfigureAwait(false);
        if (!manifest.TryGetValue(out var known) || !reference.TryGetValue(out var profile))
        {
            return Result<DriftReport>.Failure(manifest.IsSuccess ? reference.Problems : manifest.Problems);
        }

        var schema = known.Schema;
        var missing = await ReadMissingMarkersAsync(command, cancellationToken).ConfigureAwait(false);
        var read = Read(command, schema, missing, cancellationToken);
        if (!read.TryGetValue(out var table))
        {
            return Result<DriftReport>.Failure(read.Problems);
        }

        var features = schema.Features.Select(feature => table.Table.TryGetColumn(feature.Name, out var column) ? column : null)
            .OfType<Column>().ToList();
        if (CheckRows(command, table, features.Count) is { } problem)
        {
            return problem;
        }

        var rows = new MonitoredRows(schema, profile.Performance);
        var request = new DriftReportCommand(command.Model, command.Version, command.ReportName, command.FileName,
            new MonitoredData(profile.Features, null, null))
        {
            RejectedRowCount = table.RejectedRowCount,
        };
        var current = new Table(features);
        if (!TableRows.CanFeed(schema, table.Table))
        {
            rows.Add(current);
            return await maker.HandleAsync(request with { Current = rows.Build() }, cancellationToken).ConfigureAwait(false);
        }

        var onnx = await registry.ReadOnnxAsync(command.Model, command.Version, cancellationToken).ConfigureAwait(false);
        var loaded = onnx.TryGetValue(out var bytes) ? ModelPredictor.Load(schema, bytes.Span)
            : Result<ModelPredictor>.Failure(onnx.Problems);
        if (!loaded.TryGetValue(out var predictor))
        {
            return Result<DriftReport>.Failure(loaded.Problems);
        }

        var predictions = predictor.Predict(TableRows.ToBatch(schema, current));
        rows.Add(current, predictions.Values);
        request = WithOutcomes(request with { Current = rows.Build() }, schema, table.Table, current, predictions);
        return await maker.HandleAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static Result<TableReadResult> Read(
        CsvDriftCommand command, ModelSchema schema, MissingMarkers missing, CancellationToken cancellationToken)
    {
        var csv = new CsvOptions { FileName = command.FileName };
        var opened = CsvReader.Open(command.Csv, csv);
        if (!opened.TryGetValue(out var reader))
        {
            return Result<TableReadResult>.Failure(opened.Problems);
        }

        IReadOnlyList<string> header;
        using (reader)
        {
            header = reader.Header;
        }

        var types = schema.Features.ToDictionary(feature => feature.Name, feature => feature.Type, StringComparer.Ordinal);
        types[schema.Label] = schema.Task == LearningTask.Regression ? ColumnType.Number : ColumnType.Category;
        command.Csv.Position = 0;

        // A column that is gone is something to report, not a reason to refuse the file.
        var options = new TableReaderOptions
        {
            Types = types.Where(type => header.Contains(type.Key))
                .ToDictionary(type => type.Key, type => type.Value, StringComparer.Ordinal),
            Skip = [.. header.Where(name => !types.ContainsKey(name))],
            Missing = missing,
            Csv = csv,
        };
        return TableReader.Read(command.Csv, options, cancellationToken);
    }

    private static Problem? CheckRows(CsvDriftCommand command, TableReadResult table, int featureCount)
    {
        if (featureCount == 0)
        {
            return new Problem("data.noFeatures",
                $"{command.FileName} has no column of the model '{command.Model}'. Check the header and the separator.");
        }

        return table.Table.RowCount > 0
            ? null
            : new Problem("data.noRows",
                $"{command.FileName} has no well-formed rows to compare; {table.RejectedRowCount} are malformed. Add rows.");
    }

    private async Task<MissingMarkers> ReadMissingMarkersAsync(CsvDriftCommand command, CancellationToken cancellationToken)
    {
        var text = await registry.ReadFileAsync(command.Model, command.Version, VersionFile.Spec, cancellationToken).ConfigureAwait(false);
        return text.TryGetValue(out var bytes) && SpecReader.Read(Encoding.UTF8.GetString(bytes.Span), "model.yaml")
            .TryGetValue(out var spec)
            ? new MissingMarkers(spec.Data.Missing.Append(""))
            : MissingMarkers.Default;
    }

    private static DriftReportCommand WithOutcomes(
        DriftReportCommand request, ModelSchema schema, Table table, Table features, Predictions predictions)
    {
        if (!table.TryGetColumn(schema.Label, out var label))
        {
            return request;
        }

        double[] targets = TargetsOf(schema, label);
        int[] usable = [.. Enumerable.Range(0, targets.Length)
            .Where(row => double.IsFinite(targets[row]) && IsFinite(predictions.Row(row)))];
        if (usable.Length == 0)
        {
            return request;
        }

        double[] outcomes = [.. usable.Select(row => targets[row])];
        var answers = new float[usable.Length * predictions.Width];
        for (int i = 0; i < usable.Length; i++)
        {
            predictions.Row(usable[i]).CopyTo(answers.AsSpan(i * predictions.Width));
        }

        var metrics = Evaluator.ScoreAll(schema.Task, schema.Classes, outcomes, answers);
        return request with
        {
            RealisedPerformance = metrics.Where(metric => double.IsFinite(metric.Value))
                .ToDictionary(metric => metric.Key, metric => metric.Value),
            Slices = SliceFinder.Find(schema, features.Take(usable), outcomes, answers, new SliceOptions()),
        };
    }

    private static double[] TargetsOf(ModelSchema schema, Column label)
    {
        if (label is NumberColumn numbers)
        {
            return numbers.Values.ToArray();
        }

        var words = (CategoryColumn)label;
        var indexes = schema.Classes.Select((name, index) => (name, index))
            .ToDictionary(item => item.name, item => item.index, StringComparer.Ordinal);
        return
        [
            .. Enumerable.Range(0, words.RowCount).Select(row =>
                !words.IsMissing(row) && indexes.TryGetValue(words.Categories[words.Codes[row]], out int index) ? index : double.NaN),
        ];
    }

    private static bool IsFinite(ReadOnlySpan<float> row)
    {
        foreach (float value in row)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
