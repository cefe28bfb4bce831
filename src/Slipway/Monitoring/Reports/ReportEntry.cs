using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>A report in a list.</summary>
/// <param name="Model">The model.</param>
/// <param name="Name">The name of the report.</param>
/// <param name="WrittenAt">When it was written last.</param>
public sealed record ReportEntry(ModelName Model, string Name, DateTimeOffset WrittenAt);
