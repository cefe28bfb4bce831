using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>Asks how a CSV compares with what a model version was made from.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Csv">The text, plain or gzip; seekable, at its start.</param>
/// <param name="FileName">The name of the file; for the report and for places of problems.</param>
/// <param name="ReportName">The name of the report.</param>
public sealed record CsvDriftCommand(ModelName Model, int Version, Stream Csv, string FileName, string ReportName);
