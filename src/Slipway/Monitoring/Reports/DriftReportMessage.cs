namespace Slipway.Monitoring.Reports;

/// <summary>What is queued for a report.</summary>
internal sealed record DriftReportMessage(string? Scored);
