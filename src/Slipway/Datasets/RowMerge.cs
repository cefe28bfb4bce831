using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;

namespace Slipway.Datasets;

/// <summary>Picks out of a file the rows that a dataset version does not have, and writes them as that version would have them.</summary>
internal sealed class RowMerge(StoredSpec champion, DatasetManifest start, DatasetStore datasets)
{
    private readonly MissingMarkers _missing = new(champion.Spec.Data.Missing.Append(""));
    private readonly Dictionary<string, ColumnType> _types = TypesOf(champion);

    /// <summary>Reads what the version has.</summary>
    /// <param name="header">The columns of the file whose rows are compared with it; only the ones that both have can be.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public async Task<KnownRows> ReadKnownAsync(IReadOnlyList<string> header, CancellationToken cancellationToken)
    {
        byte[] rawHeader;
        await using (var content = await OpenAsync(cancellationToken))
        {
            rawHeader = await ContentBuilder.ReadHeaderAsync(content, cancellationToken);
        }

        await using var rows = await OpenAsync(cancellationToken);
        var options = new CsvOptions { Separator = champion.Spec.Data.Separator, FileName = start.Files[0].Name };
        using var reader = (await CsvReader.OpenAsync(rows, options, cancellationToken)).Value;
        string[] columns = [.. reader.Header.Where(header.Contains)];
        var keys = new RowKeys(reader.Header, columns, _types, _missing);
        var known = new KnownRows(rawHeader, reader.Header, columns, reader.Separator);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.RowCount++;
            if (reader.Problem is null)
            {
                known.Keys.Add(keys.Of(reader));
            }
        }

        return known;
    }

    /// <summary>Goes through the file: new rows to one stream, rows that cannot be taken to the other.</summary>
    public async Task<(long Added, long Duplicates, long Rejected)> SelectAsync(
        CsvReader reader, KnownRows known, Stream added, Stream rejected, CancellationToken cancellationToken)
    {
        await added.WriteAsync(known.RawHeader, cancellationToken);
        if (known.RawHeader is not [.., (byte)'\n'])
        {
            await added.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }

        using var newRows = new CsvWriter(added, new CsvWriterOptions { Separator = known.Separator });
        using var badRows = new RejectedRows(rejected);
        var checks = new RowChecks(reader, champion.Manifest.Schema, champion.Spec.Data);
        var keys = new RowKeys(reader.Header, known.Columns, _types, _missing);
        var names = reader.Header.ToList();
        int[] indexes = [.. known.Header.Select(name => names.IndexOf(name))];
        (long taken, long duplicates, long refused) = (0, 0, 0);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (checks.Find() is { } problem)
            {
                refused++;
                badRows.Write(problem, reader.RawRecord);
            }
            else if (!known.Keys.Add(keys.Of(reader)))
            {
                duplicates++;
            }
            else
            {
                taken++;
                foreach (int index in indexes)
                {
                    newRows.WriteField(index < 0 ? default : reader[index]);
                }

                await newRows.EndRecordAsync(cancellationToken);
            }
        }

        await newRows.FlushAsync(cancellationToken);
        return (taken, duplicates, refused);
    }

    private static Dictionary<string, ColumnType> TypesOf(StoredSpec champion)
    {
        var schema = champion.Manifest.Schema;
        var types = schema.Features.ToDictionary(f => f.Name, f => f.Type, StringComparer.Ordinal);
        types[schema.Label] = schema.Task == LearningTask.Regression ? ColumnType.Number : ColumnType.Category;
        if (champion.Spec.Data.Time is { } time)
        {
            types[time] = ColumnType.Timestamp;
        }

        return types;
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellationToken) => await datasets.OpenAsync(start.Version, cancellationToken)
        ?? throw new InvalidDataException($"The content of dataset version {start.Version} is missing. Restore it from a backup.");
}

/// <summary>The rows that a dataset version has.</summary>
/// <param name="RawHeader">Its header as it stands.</param>
/// <param name="Header">Its columns.</param>
/// <param name="Columns">Those of its columns that count when rows are compared.</param>
/// <param name="Separator">Its separator.</param>
internal sealed record KnownRows(byte[] RawHeader, IReadOnlyList<string> Header, IReadOnlyList<string> Columns, char Separator)
{
    public HashSet<UInt128> Keys { get; } = [];

    public long RowCount { get; set; }
}
