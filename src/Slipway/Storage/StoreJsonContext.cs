using System.Text.Json.Serialization;
using Slipway.Access;
using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Datasets;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Rollouts;
using Slipway.Scheduling;
using Slipway.Scoring;
using Slipway.Training;

namespace Slipway.Storage;

/// <summary>
/// Readers and writers of all documents in a store, made by the compiler: by reflection they would take a good part of a process's start,
/// and a program compiled to native code has none. A property of a document that has a default has <c>set</c>: to one with <c>init</c>
/// that a document lacks, these readers give nothing.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccessKeyDocument))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AliasDocument))]
[JsonSerializable(typeof(AttemptRecord))]
[JsonSerializable(typeof(AuditHead))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(DatasetManifest))]
[JsonSerializable(typeof(DriftReport))]
[JsonSerializable(typeof(DriftReportMessage))]
[JsonSerializable(typeof(FeedbackRowsState))]
[JsonSerializable(typeof(FileProblems))]
[JsonSerializable(typeof(FinishRecord))]
[JsonSerializable(typeof(JobState))]
[JsonSerializable(typeof(LeaseState))]
[JsonSerializable(typeof(ModelData))]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(MonitorState))]
[JsonSerializable(typeof(RangeRecord))]
[JsonSerializable(typeof(RejectedFile))]
[JsonSerializable(typeof(ReportStamp))]
[JsonSerializable(typeof(RetrainState))]
[JsonSerializable(typeof(RolloutDocument))]
[JsonSerializable(typeof(RolloutSummary))]
[JsonSerializable(typeof(RunBinding))]
[JsonSerializable(typeof(ScoredFile))]
[JsonSerializable(typeof(ScorePlan))]
[JsonSerializable(typeof(ScoreRangeMessage))]
[JsonSerializable(typeof(TrainingRun))]
[JsonSerializable(typeof(VersionClaim))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
