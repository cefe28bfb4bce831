using Slipway.Registry;

namespace Slipway.Web.Reports;

/// <summary>The reports of a model, the newest first.</summary>
internal sealed record ReportList(ModelName Model, IEnumerable<ReportLine> Reports);

/// <summary>A report in the list.</summary>
internal sealed record ReportLine(string Name, DateTimeOffset WrittenAt);
