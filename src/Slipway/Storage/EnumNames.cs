using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Access;
using Slipway.Alerts;
using Slipway.Learning.Calibrating;
using Slipway.Learning.Drift;
using Slipway.Learning.Drift.Concept;
using Slipway.Learning.Explaining;
using Slipway.Learning.Schemas;
using Slipway.Learning.Search;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.Monitoring.Reports;
using Slipway.Projects;
using Slipway.Rollouts;
using Slipway.Scheduling;
using Slipway.Scoring;
using Slipway.Training;

namespace Slipway.Storage;

/// <summary>Writes members of enums in JSON by their names in camel case. Each type is named, so that nothing is looked for at run time.</summary>
public static class EnumNames
{
    /// <summary>Lets options write and read every enum of a document by name; numbers are refused.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Add<AccessRole>(options);
        Add<AlertKind>(options);
        Add<AlertNotice>(options);
        Add<AlertSeverity>(options);
        Add<AlertStatus>(options);
        Add<CalibrationMethod>(options);
        Add<ClassWeighting>(options);
        Add<ColumnType>(options);
        Add<ConceptState>(options);
        Add<DataSourceKind>(options);
        Add<DriftColumnKinds>(options);
        Add<DriftMethod>(options);
        Add<DriftVerdict>(options);
        Add<DriftWhen>(options);
        Add<ExplanationSpace>(options);
        Add<GateOperator>(options);
        Add<JobOutcome>(options);
        Add<LearningTask>(options);
        Add<LogDurability>(options);
        Add<LossFunction>(options);
        Add<MonotoneDirection>(options);
        Add<RailKind>(options);
        Add<RetrainPromotion>(options);
        Add<RetrainTrigger>(options);
        Add<RolloutEvent>(options);
        Add<RolloutPhase>(options);
        Add<RolloutStrategy>(options);
        Add<RunStatus>(options);
        Add<ScoreStatus>(options);
        Add<TrialStatus>(options);
        Add<WebhookFormat>(options);
    }

    /// <summary>The same for one more enum.</summary>
    public static void Add<T>(JsonSerializerOptions options)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Converters.Add(new JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
