using Slipway.Alerts;
using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// Writes the drift report of a file that was scored, from the profile that scoring made, and raises or resolves the alert about it.
/// Doing it again changes nothing. Thread-safe.
/// </summary>
public sealed class ReportScoredFile(IObjectStore store, ModelRegistry registry, WriteDriftReport reports, AlertDesk alerts)
{
    private const string AlertSubject = "scored files";

    /// <summary>Reports on a file. A version without a reference profile has no report.</summary>
    /// <exception cref="InvalidDataException">The stored profile is damaged.</exception>
    public async Task HandleAsync(ScoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var manifest = await registry.GetManifestAsync(file.Model, file.Version, cancellationToken).ConfigureAwait(false);
        if (!manifest.TryGetValue(out var known)
            || await ReadAsync(file, known.Schema, cancellationToken).ConfigureAwait(false) is not { } current)
        {
            return;
        }

        string name = file.Source[(file.Source.LastIndexOf('/') + 1)..];
        var command = new DriftReportCommand(file.Model, file.Version, name, file.Source, current)
        {
            RejectedRowCount = file.RejectedRows,
            SampledOneRowIn = Math.Max(1, file.ProfileStride),
            AllRowCount = file.ScoredRows,
        };
        var made = await reports.HandleAsync(command, cancellationToken).ConfigureAwait(false);
        if (made.TryGetValue(out var report))
        {
            await AlertAsync(report, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MonitoredData?> ReadAsync(ScoredFile file, ModelSchema schema, CancellationToken cancellationToken)
    {
        // That every row was rejected must be seen, and a report on an earlier file of the same name must not stay.
        if (file.ScoredRows == 0)
        {
            return new MonitoredData(DatasetProfile.Of(new Table([.. schema.Features.Select(EmptyColumn)])), null, EstimatedPerformance: null);
        }

        if (file.ProfilePath is not { } path || await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        var read = DatasetProfile.Deserialize(stored.Content.Span);
        if (!read.TryGetValue(out var profile))
        {
            throw new InvalidDataException($"{path}: {string.Join("; ", read.Problems)}");
        }

        int features = schema.Features.Count;
        var answers = profile.Slice(features, profile.Columns.Count - features);
        return new MonitoredData(
            profile.Slice(0, features), answers, await EstimateAsync(file, answers, cancellationToken).ConfigureAwait(false));
    }

    private static Column EmptyColumn(FeatureSchema feature) => feature.Type switch
    {
        ColumnType.Number or ColumnType.Boolean => new NumberColumn(feature.Name, [], feature.Type),
        ColumnType.Timestamp => new TimestampColumn(feature.Name, []),
        ColumnType.Text => new TextColumn(feature.Name, []),
        _ => new CategoryColumn(feature.Name, [], []),
    };

    private async Task<PerformanceEstimate?> EstimateAsync(ScoredFile file, DatasetProfile answers, CancellationToken cancellationToken)
    {
        if (file.Estimation is not { } sums)
        {
            return null;
        }

        var read = await MakeDriftReport.ReadReferenceAsync(registry, file.Model, file.Version, cancellationToken).ConfigureAwait(false);
        return read.TryGetValue(out var reference) && reference.Performance is { } performance
            ? PerformanceEstimator.Estimate(performance, sums, PredictionTable.FindPositives(performance.Task, answers))
            : null;
    }

    private async Task AlertAsync(DriftReport report, CancellationToken cancellationToken)
    {
        if (report.Verdict == DriftVerdict.NoDrift)
        {
            await alerts.ResolveAsync(AlertKind.DriftDetected, report.Model, AlertSubject, cancellationToken).ConfigureAwait(false);
        }
        else if (report.Verdict == DriftVerdict.Drift)
        {
            var condition = new AlertCondition(
                AlertKind.DriftDetected,
                report.Model,
                AlertSubject,
                AlertSeverity.Warning,
                $"{report.Model}: a scored file has drifted",
                $"{report.Source} differs from the training data of version {report.Version}. Its report, {report.Name}, says in which columns.");
            await alerts.RaiseAsync(condition, cancellationToken).ConfigureAwait(false);
        }
    }
}
