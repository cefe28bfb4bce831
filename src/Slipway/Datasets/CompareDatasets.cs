using System.Runtime.InteropServices;
using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Monitoring;
using Slipway.Registry;

namespace Slipway.Datasets;

/// <summary>Compares two dataset versions of a model: rows, columns, distributions. Stores nothing. Thread-safe.</summary>
public sealed class CompareDatasets(DatasetStore datasets)
{
    /// <summary>Compares.</summary>
    /// <param name="champion">The model's champion, whose spec says how the data is read.</param>
    /// <param name="from">The version that is compared with.</param>
    /// <param name="to">The version that is compared.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The difference, or the problems of <see cref="DatasetLoader.LoadAsync"/> of either.</returns>
    public async Task<Result<DatasetDifference>> HandleAsync(
        StoredSpec champion, string from, string to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(champion);

        // Columns that training ignores are left out here too.
        var before = await DatasetLoader.LoadAsync(datasets, from, champion.Spec, cancellationToken);
        var after = await DatasetLoader.LoadAsync(datasets, to, champion.Spec, cancellationToken);
        if (!before.TryGetValue(out var first) || !after.TryGetValue(out var second))
        {
            return Result<DatasetDifference>.Failure([.. before.Problems, .. after.Problems]);
        }

        var types = first.Table.Columns.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        var newTypes = second.Table.Columns.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        string[] common = [.. types.Keys.Where(newTypes.ContainsKey)];
        var counts = await CountAsync(champion, from, common, types, cancellationToken);
        var newCounts = await CountAsync(champion, to, common, types, cancellationToken);
        return new DatasetDifference(
            from,
            to,
            counts.Values.Sum(count => (long)count),
            newCounts.Values.Sum(count => (long)count),
            newCounts.Sum(row => Math.Max(0L, row.Value - counts.GetValueOrDefault(row.Key))),
            counts.Sum(row => Math.Max(0L, row.Value - newCounts.GetValueOrDefault(row.Key))),
            [.. newTypes.Keys.Where(name => !types.ContainsKey(name))],
            [.. types.Keys.Where(name => !newTypes.ContainsKey(name))],
            [.. common.Where(name => types[name] != newTypes[name]).Select(name => $"{name}: {types[name]} became {newTypes[name]}")],
            DriftDetector.Compare(
                DatasetProfile.Of(first.Table), DatasetProfile.Of(second.Table), DriftSettings.ToOptions(champion.Spec.Monitor.Drift)));
    }

    /// <summary>How often each row is there, by its content.</summary>
    private async Task<Dictionary<UInt128, int>> CountAsync(
        StoredSpec champion, string version, string[] columns, Dictionary<string, ColumnType> types, CancellationToken cancellationToken)
    {
        await using var content = await datasets.OpenAsync(version, cancellationToken)
            ?? throw new InvalidDataException($"The content of dataset version {version} is missing. Restore it from a backup.");
        var options = new CsvOptions { Separator = champion.Spec.Data.Separator };
        using var reader = (await CsvReader.OpenAsync(content, options, cancellationToken)).Value;
        var keys = new RowKeys(reader.Header, columns, types, new MissingMarkers(champion.Spec.Data.Missing.Append("")));
        var counts = new Dictionary<UInt128, int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.Problem is null)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, keys.Of(reader), out _)++;
            }
        }

        return counts;
    }
}
