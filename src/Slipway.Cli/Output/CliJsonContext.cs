using System.Text.Json.Serialization;
using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Cli.Access;
using Slipway.Cli.Doctor;
using Slipway.Cli.Predicting;
using Slipway.Cli.Projects;
using Slipway.Cli.Registry;
using Slipway.Cli.Scoring;
using Slipway.Cli.Training;
using Slipway.Datasets;
using Slipway.Feedback;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Rollouts;
using Slipway.Training;

namespace Slipway.Cli.Output;

/// <summary>Writers, made by the compiler, of what commands print with <c>--json</c> and no store holds.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(CreatedProject))]
[JsonSerializable(typeof(DatasetDifference))]
[JsonSerializable(typeof(ModelDataStep))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(FeedbackImport))]
[JsonSerializable(typeof(FileScored))]
[JsonSerializable(typeof(IEnumerable<KeyLine>))]
[JsonSerializable(typeof(IngestedFile))]
[JsonSerializable(typeof(IReadOnlyList<Check>))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(IReadOnlyList<ComparedFact>))]
[JsonSerializable(typeof(IReadOnlyList<MonitorOutcome>))]
[JsonSerializable(typeof(IReadOnlyList<ReportEntry>))]
[JsonSerializable(typeof(IReadOnlyList<RetrainOutcome>))]
[JsonSerializable(typeof(KeyIssued))]
[JsonSerializable(typeof(List<Alert>))]
[JsonSerializable(typeof(List<AuditRecord>))]
[JsonSerializable(typeof(List<ListedModel>))]
[JsonSerializable(typeof(List<Rollout>))]
[JsonSerializable(typeof(List<TrainingRun>))]
[JsonSerializable(typeof(LocalPrediction))]
[JsonSerializable(typeof(MovedAlias))]
[JsonSerializable(typeof(Reproduction))]
[JsonSerializable(typeof(RolloutReport))]
[JsonSerializable(typeof(Trainings))]
[JsonSerializable(typeof(Validation))]
internal sealed partial class CliJsonContext : JsonSerializerContext;
