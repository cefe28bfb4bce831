using System.Globalization;
using Slipway.Learning.Profiles;

namespace Slipway.Learning.Drift;

/// <summary>Finds what is wrong or unusual with the current values of a column, by its reference.</summary>
internal static class DataQuality
{
    private const int MaxNewCategories = 20;

    public static IReadOnlyList<DataFinding> Check(ColumnProfile reference, ColumnProfile current, DriftOptions options)
    {
        var findings = new List<DataFinding>();
        double change = current.MissingShare - reference.MissingShare;
        if (Math.Abs(change) >= options.MissingShareTolerance && change != 0)
        {
            findings.Add(new(
                "data.missingShareChanged",
                $"The share of missing values went from {Percent(reference.MissingShare)} to {Percent(current.MissingShare)}.",
                current.MissingCount));
        }

        if (current.ValueCount == 0)
        {
            findings.Add(new("data.empty", $"None of the {current.RowCount} rows has a value.", current.RowCount));
            return findings;
        }

        if (reference.ValueCount == 0)
        {
            findings.Add(new("data.referenceEmpty", "The reference has no values to compare with.", current.ValueCount));
            return findings;
        }

        if (current.DistinctCount.Value == 1 && reference.DistinctCount.Value > 1 && current.ValueCount > 1)
        {
            findings.Add(new("data.constant", "Every value is the same, which they are not in the reference.", current.ValueCount));
        }

        AddOutOfRange(findings, reference, current);
        AddNewCategories(findings, reference, current);
        return findings;
    }

    private static void AddOutOfRange(List<DataFinding> findings, ColumnProfile reference, ColumnProfile current)
    {
        if (reference.Moments is not { } expected || current is not { Moments: { } actual, Quantiles.Points: { } points })
        {
            return;
        }

        long below = Math.Max(points.CountBelow(expected.Min), actual.Min < expected.Min ? 1 : 0);
        long above = Math.Max(points.Count - points.CountAtMost(expected.Max), actual.Max > expected.Max ? 1 : 0);
        if (below + above > 0)
        {
            string range = string.Create(CultureInfo.InvariantCulture, $"{expected.Min} to {expected.Max}");
            findings.Add(new("data.outOfRange", $"{below} values are below and {above} above the range of the reference, {range}.", below + above));
        }
    }

    private static void AddNewCategories(List<DataFinding> findings, ColumnProfile reference, ColumnProfile current)
    {
        // A reference that does not list all of its words cannot tell which ones are new.
        if (reference.Categories is not { OtherCount: 0 } expected || current.Categories is not { } actual)
        {
            return;
        }

        var known = expected.Words.ToHashSet(StringComparer.Ordinal);
        int[] unknown = [.. Enumerable.Range(0, actual.Words.Count).Where(i => !known.Contains(actual.Words[i]))];
        long rowCount = unknown.Sum(i => actual.Counts[i]);
        if (unknown.Length > 0)
        {
            findings.Add(new(
                "data.newCategories",
                $"{unknown.Length} categories that the reference does not have, in {rowCount} rows.",
                rowCount,
                [.. unknown.Take(MaxNewCategories).Select(i => actual.Words[i])]));
        }
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");
}
