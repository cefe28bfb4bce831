using System.Diagnostics.CodeAnalysis;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Profiles;

/// <summary>
/// What is kept of a data set as reference for monitoring: each column's counts, moments and distribution, and the correlations. Its size
/// depends on the columns, not on the rows: at most about 20 KB a column and 75 KB for the rows. Holds up to 1000 words a category column, so it is as
/// confidential as they are. Immutable; safe to read from several threads.
/// </summary>
public sealed class DatasetProfile
{
    private readonly Dictionary<string, ColumnProfile> _byName;

    internal DatasetProfile(long rowCount, IReadOnlyList<ColumnProfile> columns, CorrelationMatrix correlations, RowSketch? rows)
    {
        (RowCount, Columns, Correlations, Rows) = (rowCount, columns, correlations, rows);
        _byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>The number of rows.</summary>
    public long RowCount { get; }

    /// <summary>The columns, in the order of the table.</summary>
    public IReadOnlyList<ColumnProfile> Columns { get; }

    /// <summary>The correlations between numeric columns.</summary>
    public CorrelationMatrix Correlations { get; }

    /// <summary>
    /// How many rows are repeats; null where they were not counted. May be of more rows than <see cref="RowCount"/>, where the rest of the
    /// profile is of a sample.
    /// </summary>
    public RowSketch? Rows { get; }

    /// <summary>The profile of a table that is in memory.</summary>
    /// <param name="table">The table.</param>
    /// <param name="findsDuplicates">Whether repeated rows are counted, and columns told that are equal.</param>
    public static DatasetProfile Of(Table table, bool findsDuplicates = true)
    {
        var builder = new DatasetProfileBuilder(findsDuplicates);
        builder.Add(table);
        return builder.Build();
    }

    /// <summary>
    /// The profile of all rows of several profiles, as one pass over them would give it within the bounds of the sketches.
    /// </summary>
    /// <param name="profiles">At least one; all with the same columns, in the same order.</param>
    /// <exception cref="ArgumentException">None, or their columns differ.</exception>
    public static DatasetProfile Merge(IReadOnlyList<DatasetProfile> profiles)
    {
        var builder = new DatasetProfileBuilder();
        foreach (var profile in profiles)
        {
            builder.Add(profile);
        }

        return builder.Build();
    }

    /// <summary>
    /// The profile of some of the columns, with the correlations between them. Repeats stay those of whole rows where the first columns
    /// are taken; others, such as answers, which follow from the first, have none.
    /// </summary>
    /// <param name="start">The first column, 0-based.</param>
    /// <param name="count">How many.</param>
    public DatasetProfile Slice(int start, int count)
    {
        ColumnProfile[] columns = [.. Columns.Skip(start).Take(count)];
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Length, count);
        var kept = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        int[] correlated = [.. Enumerable.Range(0, Correlations.Columns.Count).Where(i => kept.Contains(Correlations.Columns[i]))];
        return new DatasetProfile(RowCount, columns, Correlations.Select(correlated), start == 0 ? Rows : null);
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <param name="bytes">Any bytes; those that no profile has are refused.</param>
    /// <returns>The profile, or <c>profile.malformed</c> or <c>profile.versionUnknown</c>.</returns>
    public static Result<DatasetProfile> Deserialize(ReadOnlySpan<byte> bytes) => ProfileFormat.Read(bytes);

    /// <summary>The profile as bytes; equal profiles give equal bytes.</summary>
    public byte[] Serialize() => ProfileFormat.Write(this);

    /// <summary>Gives the column of that name, if there is one.</summary>
    public bool TryGetColumn(string name, [NotNullWhen(true)] out ColumnProfile? column) => _byName.TryGetValue(name, out column);
}
