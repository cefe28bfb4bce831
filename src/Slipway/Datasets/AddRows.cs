using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Datasets;

/// <summary>
/// Adds labelled rows to the data that a model is trained on next: checked one by one, without those that are there already. The result is
/// a
/// new dataset version; the old one stays as it is. Thread-safe.
/// </summary>
public sealed class AddRows(DatasetStore datasets)
{
    private const int MaxAttempts = 10;

    /// <summary>Adds the rows of a file.</summary>
    /// <param name="champion">The model's champion, whose spec and schema the rows are checked against.</param>
    /// <param name="rows">The file: CSV with a header, in any order of columns; opened again when somebody else adds rows
    /// meanwhile.</param>
    /// <param name="rejected">Where rows that cannot be taken are written; the header first, so it is never empty.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>What became of the rows; or <c>data.labelMissing</c>, <c>data.unknownColumn</c>, <c>csv.*</c>, <c>data.versionNotFound</c>,
    /// <c>data.conflict</c>.</returns>
    public async Task<Result<AddedRows>> HandleAsync(
        StoredSpec champion, SourceFile rows, Stream rejected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(champion);
        ArgumentNullException.ThrowIfNull(rejected);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            rejected.SetLength(0);
            var stored = await datasets.Models.FindAsync(champion.Spec.Name, cancellationToken);
            var result = await TryAddAsync(champion, stored, rows, rejected, cancellationToken);
            if (result is not null)
            {
                return result;
            }
        }

        return new Problem(
            "data.conflict", $"Others add rows to model {champion.Spec.Name} so often that these could not be added. Try again later.");
    }

    private async Task<Result<AddedRows>?> TryAddAsync(
        StoredSpec champion, StoredJson<ModelData>? stored, SourceFile rows, Stream rejected, CancellationToken cancellationToken)
    {
        string version = stored?.Value.Latest.Version ?? champion.Manifest.Lineage.DatasetVersion;
        if (await datasets.FindAsync(version, cancellationToken) is not { } start)
        {
            return new Problem("data.versionNotFound", $"The store has no dataset version {version}. Train from the project that has the data.");
        }

        await using var file = await rows.Open(cancellationToken);
        var opened = await CsvReader.OpenAsync(
            file, new CsvOptions { Separator = champion.Spec.Data.Separator, FileName = rows.Name }, cancellationToken);
        if (!opened.TryGetValue(out var reader))
        {
            return Result<AddedRows>.Failure(opened.Problems);
        }

        using var _ = reader;
        var problems = RowChecks.CheckHeader(reader.Header, champion.Manifest.Schema, champion.Spec.Data);
        if (problems.Count > 0)
        {
            return Result<AddedRows>.Failure(problems);
        }

        var merge = new RowMerge(champion, start, datasets);
        var known = await merge.ReadKnownAsync(reader.Header, cancellationToken);
        await using var spool = TemporaryFile.Create();
        var counts = await merge.SelectAsync(reader, known, spool, rejected, cancellationToken);
        if (reader.Failure is { } failure)
        {
            return failure;
        }

        var warnings = reader.Header.Except(known.Header).Select(name => new Problem(
            "data.extraColumn", $"The column '{name}' of {rows.Name} is not in the data that the model was trained with and was left out.")).ToList();
        if (counts.Added == 0)
        {
            return new AddedRows(version, known.RowCount, 0, counts.Duplicates, counts.Rejected, warnings);
        }

        var added = new SourceFile(rows.Name, _ =>
        {
            spool.Position = 0;
            return Task.FromResult<Stream>(new UnownedStream(spool));
        });
        var appended = await datasets.AppendAsync(start, added, cancellationToken);
        if (!appended.TryGetValue(out var manifest))
        {
            return Result<AddedRows>.Failure(appended.Problems);
        }

        long total = known.RowCount + counts.Added;
        var step = new ModelDataStep(manifest.Version, total, counts.Added, rows.Name, manifest.CreatedAt);
        var first = stored ?? await FirstAsync(champion, known.RowCount, cancellationToken);
        bool isRecorded = first is not null && await datasets.Models.TryAddAsync(champion.Spec.Name, first, step, cancellationToken);
        return isRecorded ? new AddedRows(manifest.Version, total, counts.Added, counts.Duplicates, counts.Rejected, warnings) : (Result<AddedRows>?)null;
    }

    // A store of an earlier Slipway has no record of the model's data yet; it begins with what the champion was trained on.
    private async Task<StoredJson<ModelData>?> FirstAsync(StoredSpec champion, long rows, CancellationToken cancellationToken)
    {
        var lineage = champion.Manifest.Lineage;
        await datasets.Models.RecordTrainedAsync(champion.Spec.Name, lineage.DatasetVersion, rows, $"run {lineage.RunId}", cancellationToken);
        var stored = await datasets.Models.FindAsync(champion.Spec.Name, cancellationToken);
        return stored?.Value.Latest.Version == lineage.DatasetVersion ? stored : null;
    }
}
