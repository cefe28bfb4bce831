using System.Globalization;
using Slipway.Learning.Profiles;

namespace Slipway.Learning.Drift;

/// <summary>Finds rows and columns that are there more than once.</summary>
internal static class Duplicates
{
    /// <summary>The share of repeated rows; null where the profile does not tell.</summary>
    public static DuplicateRows? CountRows(DatasetProfile reference, DatasetProfile current)
    {
        if (current.Rows is not { RowCount: > 0 } rows)
        {
            return null;
        }

        // With fewer columns more rows are equal.
        bool isComparable = reference.Columns.All(column => current.TryGetColumn(column.Name, out _));
        return isComparable && reference.Rows is { RowCount: > 0 } before
            ? new DuplicateRows(rows.DuplicateShare, rows.ErrorShare, before.DuplicateShare, before.ErrorShare)
            : new DuplicateRows(rows.DuplicateShare, rows.ErrorShare, null, 0);
    }

    /// <summary>What is to be said of repeated rows: nothing where there are not surely more of them than in the reference.</summary>
    public static IReadOnlyList<DataFinding> Check(DuplicateRows? rows, DatasetProfile current, DriftOptions options)
    {
        if (rows is not { ReferenceShare: { } before }
            || rows.CurrentShare - rows.CurrentError - before - rows.ReferenceError < options.DuplicateShareTolerance)
        {
            return [];
        }

        string bound = rows.CurrentError > 0 ? $" (give or take {Percent(rows.CurrentError)})" : "";
        long rowCount = (long)Math.Round(rows.CurrentShare * current.Rows!.RowCount);
        return
        [
            new("data.duplicateRows",
                $"{Percent(rows.CurrentShare)} of the rows{bound} repeat another in every column; in the reference {Percent(before)} do.",
                rowCount),
        ];
    }

    /// <summary>For each current column that has the same value as one before it in every row, but not in the reference, that column.</summary>
    public static IReadOnlyDictionary<string, string> FindColumns(DatasetProfile reference, DatasetProfile current)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var groups = current.Columns
            .Where(column => column is { Fingerprint: not null, RowCount: > 1 } && IsVaried(column))
            .GroupBy(column => (column.Type, column.Fingerprint));
        foreach (var group in groups)
        {
            var columns = group.ToList();
            for (int i = 1; i < columns.Count; i++)
            {
                if (columns.Take(i).FirstOrDefault(earlier => Differ(reference, earlier.Name, columns[i].Name)) is { } twin)
                {
                    found.Add(columns[i].Name, twin.Name);
                }
            }
        }

        return found;
    }

    // What is constant is another finding.
    private static bool IsVaried(ColumnProfile column) => column.DistinctCount.Value > 1;

    private static bool Differ(DatasetProfile reference, string first, string second) =>
        reference.TryGetColumn(first, out var left) && reference.TryGetColumn(second, out var right)
        && left.Fingerprint is { } a && right.Fingerprint is { } b && (a != b || left.Type != right.Type);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");
}
