using Slipway.Learning.Results;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// Makes a report and stores it, as JSON and as a page. Doing it again with the same data replaces it by itself. Thread-safe.
/// </summary>
public sealed class WriteDriftReport(MakeDriftReport maker, ReportStore reports)
{
    /// <summary>Makes and stores a report.</summary>
    /// <returns>The report, or the problems of <see cref="MakeDriftReport.HandleAsync"/>, or <c>reports.nameInvalid</c>.</returns>
    public async Task<Result<DriftReport>> HandleAsync(DriftReportCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (ReportStore.CheckName(command.Name) is { } problem)
        {
            return problem;
        }

        var made = await maker.HandleAsync(command, cancellationToken).ConfigureAwait(false);
        if (made.TryGetValue(out var report))
        {
            await reports.SaveAsync(report, cancellationToken).ConfigureAwait(false);
        }

        return made;
    }
}
