namespace Slipway.Monitoring.Reports;

/// <summary>When a report was made, whatever else it holds: one of another layout must not keep one of today's from being written.</summary>
internal sealed record ReportStamp(DateTimeOffset CreatedAt);
