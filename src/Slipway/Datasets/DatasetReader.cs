using System.Globalization;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Projects;

namespace Slipway.Datasets;

/// <summary>Reads the content of a dataset into memory, with the types that a spec declares.</summary>
public static class DatasetReader
{
    /// <summary>A larger share of malformed rows means that the file is not what the spec takes it for.</summary>
    public const double MaxMalformedShare = 0.1;

    private const int MaxListedProblems = 20;

    /// <summary>Reads a dataset.</summary>
    /// <param name="content">The content; seekable, at its start.</param>
    /// <param name="parts">The files that it was put together from; for the places of problems.</param>
    /// <param name="spec">Says which columns there are and what they mean.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The rows, or every problem with code <c>csv.*</c> or <c>data.*</c> of the header, or of too many rows.</returns>
    public static Result<LoadedDataset> Read(
        Stream content, IReadOnlyList<DatasetPart> parts, ModelSpec spec, CancellationToken cancellationToken)
    {
        var csv = new CsvOptions { Separator = spec.Data.Separator, FileName = parts[0].Name };
        var opened = CsvReader.Open(content, csv);
        if (!opened.TryGetValue(out var reader))
        {
            return Result<LoadedDataset>.Failure(opened.Problems);
        }

        IReadOnlyList<string> header;
        using (reader)
        {
            header = reader.Header;
        }

        var problems = ColumnNames.Check(header, spec.Data);
        if (problems.Count > 0)
        {
            return Result<LoadedDataset>.Failure(problems);
        }

        content.Position = 0;
        var options = new TableReaderOptions
        {
            Types = TypesOf(spec),
            Skip = [.. spec.Data.Ignore],
            Missing = new MissingMarkers(spec.Data.Missing.Append("")),
            Csv = csv,
        };
        var read = TableReader.Read(content, options, cancellationToken);
        return read.TryGetValue(out var table) ? Check(table, parts) : Result<LoadedDataset>.Failure(read.Problems);
    }

    private static Dictionary<string, ColumnType> TypesOf(ModelSpec spec)
    {
        var types = spec.Data.Features
            .Where(feature => feature.Value.Type is not null)
            .ToDictionary(feature => feature.Key, feature => feature.Value.Type!.Value, StringComparer.Ordinal);
        types[spec.Data.Label] = spec.Task == LearningTask.Regression ? ColumnType.Number : ColumnType.Category;
        if (spec.Data.Time is { } time)
        {
            types[time] = ColumnType.Timestamp;
        }

        if (spec.Data.Weight is { } weight)
        {
            types[weight] = ColumnType.Number;
        }

        return types;
    }

    private static Result<LoadedDataset> Check(TableReadResult read, IReadOnlyList<DatasetPart> parts)
    {
        var warnings = read.RowProblems.Take(MaxListedProblems).Select(problem => Locate(problem, parts)).ToList();
        if (read.ProblemCount > warnings.Count)
        {
            warnings.Add(new Problem("data.malformedRows", $"{read.ProblemCount - warnings.Count} more problems of rows are not listed."));
        }

        long rows = read.Table.RowCount + read.RejectedRowCount;
        if (rows == 0)
        {
            return new Problem("data.noRows", $"{parts[0].Name} has a header but no rows. Add rows.");
        }

        if (read.RejectedRowCount > MaxMalformedShare * rows)
        {
            string summary = string.Create(
                CultureInfo.InvariantCulture,
                $"{read.RejectedRowCount} of {rows} rows are malformed, more than {MaxMalformedShare:P0}: the data is not what the spec takes it for. Check separator, encoding and declared types.");
            return Result<LoadedDataset>.Failure([new Problem("data.tooManyMalformed", summary), .. warnings]);
        }

        return new LoadedDataset(read.Table, read.RejectedRowCount, warnings);
    }

    private static Problem Locate(RowProblem problem, IReadOnlyList<DatasetPart> parts)
    {
        // The first line of a later file is its header, which is not part of the content.
        var part = parts.Last(p => p.FirstLineNumber <= problem.LineNumber);
        long header = part == parts[0] ? 0 : 1;
        return new Problem("data.malformedRow", problem.Reason)
        {
            Location = new FileLocation(part.Name, problem.LineNumber - part.FirstLineNumber + 1 + header),
        };
    }
}
