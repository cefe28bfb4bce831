using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Drift;

/// <summary>Compares current data with its reference, from their profiles alone. Pure; safe to use from several threads.</summary>
public static class DriftDetector
{
    // The least p-value whose logarithm counts, so that a p-value of 0 has a finite severity.
    private const double LeastPValue = 1e-300;

    /// <summary>
    /// Tests each column that both have with the same type: numbers, categories and booleans. Timestamps and texts are summarised, not
    /// tested.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DriftResult Compare(DatasetProfile reference, DatasetProfile current, DriftOptions options)
    {
        Guard(options);
        var columns = new List<ColumnDrift>();
        foreach (var column in reference.Columns)
        {
            columns.Add(current.TryGetColumn(column.Name, out var other) ? Compare(column, other, options) : Gone(column, current.RowCount));
        }

        columns.AddRange(current.Columns.Where(column => !reference.TryGetColumn(column.Name, out _)).Select(Added));
        AddEqualColumns(columns, Duplicates.FindColumns(reference, current), current.RowCount);
        if (options.ControlsFalseDiscovery)
        {
            AdjustPValues(columns);
        }

        int tested = columns.Count(column => column.Score is not null);
        int drifted = columns.Count(column => column.HasDrifted);
        double share = tested == 0 ? 0 : (double)drifted / tested;
        var duplicates = Duplicates.CountRows(reference, current);
        return new DriftResult(
            reference.RowCount,
            current.RowCount,
            drifted > 0 && share >= options.DriftedShare,
            tested,
            drifted,
            share,
            options.DriftedShare,
            [.. columns.OrderByDescending(column => column.HasDrifted).ThenByDescending(column => column.Severity)])
        {
            Findings = Duplicates.Check(duplicates, current, options),
            DuplicateRows = duplicates,
            Correlations = CorrelationChanges.Compare(reference.Correlations, current.Correlations, options),
        };
    }

    private static void AddEqualColumns(List<ColumnDrift> columns, IReadOnlyDictionary<string, string> twins, long rowCount)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (twins.TryGetValue(columns[i].Name, out string? twin))
            {
                var finding = new DataFinding(
                    "data.duplicateColumn", "Each value is that of another column in the same row, which it is not in the reference.", rowCount, [twin]);
                columns[i] = columns[i] with { Findings = [.. columns[i].Findings, finding] };
            }
        }
    }

    private static void Guard(DriftOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.DriftedShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.DriftedShare, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ChartBins, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.CorrelationTolerance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.CorrelationSignificance);
        foreach (double threshold in options.ColumnThresholds.Values.Append(options.Threshold ?? 1))
        {
            if (!double.IsFinite(threshold) || threshold <= 0)
            {
                throw new ArgumentException($"A threshold of drift is a number above 0, not {threshold}.", nameof(options));
            }
        }
    }

    private static ColumnDrift Compare(ColumnProfile reference, ColumnProfile current, DriftOptions options)
    {
        var untested = Untested(reference.Name, reference.Type, reference, current);
        if (reference.Type != current.Type)
        {
            string message = $"The column holds values of type {current.Type}, in the reference {reference.Type}.";
            return untested with { Findings = [new("data.typeChanged", message, current.RowCount)] };
        }

        var findings = DataQuality.Check(reference, current, options);
        bool isTestable = reference.Type is not (ColumnType.Timestamp or ColumnType.Text);
        if (!isTestable || reference.ValueCount == 0 || current.ValueCount == 0)
        {
            return untested with { Findings = findings };
        }

        var pair = DriftPair.OfProfiles(reference, current);
        var test = Choose(pair, reference, options);
        double threshold = ThresholdOf(test, reference.Name, options);
        double score = test.Score(pair);
        if (!double.IsFinite(score))
        {
            string message = $"The {test.Title} has no finite value; the numbers are too large.";
            return untested with { Findings = [.. findings, new("data.notComparable", message, current.ValueCount)] };
        }

        return untested with
        {
            Test = test.Name,
            Direction = test.Direction,
            Score = score,
            Threshold = threshold,
            HasDrifted = test.IsDrift(score, threshold),
            Severity = SeverityOf(test.IsPValue, score, threshold),
            RankErrorShare = pair.RankErrorShare,
            Histogram = HistogramOverlay.Of(pair, options.ChartBins),
            Findings = findings,
        };
    }

    private static DriftTest Choose(DriftPair pair, ColumnProfile reference, DriftOptions options)
    {
        var kind = pair.IsNumeric ? DriftColumnKinds.Numbers : DriftColumnKinds.Categories;
        var asked = options.ColumnTests.TryGetValue(reference.Name, out var own) ? own : options.Test;
        return asked is not null && asked.AppliesTo.HasFlag(kind)
            ? asked
            : DriftTests.Choose(reference.Type, pair.ReferenceCount, pair.DistinctCount);
    }

    private static double ThresholdOf(DriftTest test, string column, DriftOptions options)
    {
        if (options.ColumnThresholds.TryGetValue(column, out double own))
        {
            return own;
        }

        // A threshold that was meant for another test means nothing to the one that stands in for it.
        bool isMeant = options.Test is null || options.Test == test;
        return isMeant && options.Threshold is { } threshold ? threshold : test.DefaultThreshold;
    }

    private static double SeverityOf(bool isPValue, double score, double threshold)
    {
        double severity = !isPValue ? score / threshold
            : threshold < 1 ? Math.Log(Math.Max(score, LeastPValue)) / Math.Log(threshold)
            : 1;
        return double.IsFinite(severity) ? Math.Max(0, severity) : double.MaxValue;
    }

    private static void AdjustPValues(List<ColumnDrift> columns)
    {
        int[] tested = [.. Enumerable.Range(0, columns.Count)
            .Where(i => columns[i].Direction is DriftWhen.ScoreAtMost or DriftWhen.ScoreBelow)];
        double[] adjusted = FalseDiscovery.Adjust([.. tested.Select(i => columns[i].Score!.Value)]);
        for (int i = 0; i < tested.Length; i++)
        {
            var column = columns[tested[i]];
            double threshold = column.Threshold!.Value;
            columns[tested[i]] = column with
            {
                AdjustedScore = adjusted[i],
                HasDrifted = column.Direction == DriftWhen.ScoreAtMost ? adjusted[i] <= threshold : adjusted[i] < threshold,
                Severity = SeverityOf(isPValue: true, adjusted[i], threshold),
            };
        }
    }

    private static ColumnDrift Gone(ColumnProfile reference, long currentRowCount) => Untested(reference.Name, reference.Type, reference, null) with
    {
        Findings = [new("data.columnMissing", "The reference has this column, the current data does not.", currentRowCount)],
    };

    private static ColumnDrift Added(ColumnProfile current) => Untested(current.Name, current.Type, null, current) with
    {
        Findings = [new("data.columnAdded", "The current data has this column, the reference does not.", current.RowCount)],
    };

    private static ColumnDrift Untested(string name, ColumnType type, ColumnProfile? reference, ColumnProfile? current) =>
        new(name, type, null, null, null, null, false)
        {
            Reference = reference is null ? null : ColumnSummary.Of(reference),
            Current = current is null ? null : ColumnSummary.Of(current),
        };
}
