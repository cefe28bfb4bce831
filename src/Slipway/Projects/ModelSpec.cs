using System.ComponentModel;
using Slipway.Learning.Schemas;
using Slipway.Projects.Reading;
using Slipway.Registry;

namespace Slipway.Projects;

/// <summary>What a <c>model.yaml</c> asks for: the data, the training, the gate and the care of one model. Immutable.</summary>
public sealed record ModelSpec
{
    /// <summary>The name of the model; also the name of its folder.</summary>
    [Description("The name of the model, also of its folder: a lower-case letter, then 1 to 62 lower-case letters, digits or hyphens.")]
    public required ModelName Name { get; init; }

    /// <summary>What the model predicts.</summary>
    [Description("What the model predicts: binary (one of two classes), multiclass (one of several) or regression (a number).")]
    public required LearningTask Task { get; init; }

    /// <summary>The training data.</summary>
    [Description("The training data and what its columns mean.")]
    public required DataSpec Data { get; init; }

    /// <summary>What a dataset must satisfy to be trained on.</summary>
    [Description("What a dataset must satisfy; one that breaks these does not train.")]
    public ValidateSpec Validate { get; init; } = new();

    /// <summary>How test rows are held out.</summary>
    [Description("How test rows are held out: stratified for classification, the latest rows where data.time is set.")]
    public SplitSpec Split { get; init; } = new();

    /// <summary>What is trained.</summary>
    [Description("What is trained; the best by cross-validation wins.")]
    public TrainSpec Train { get; init; } = new();

    /// <summary>What a version must satisfy to become champion.</summary>
    [Description("What must hold on the held-out test rows; if any line fails, the version does not become champion.")]
    public GateSpec Gate { get; init; } = new();

    /// <summary>How predictions are answered.</summary>
    [Description("How predictions are answered and logged.")]
    public ServeSpec Serve { get; init; } = new();

    /// <summary>What is watched in production.</summary>
    [Description("What is watched in production.")]
    public MonitorSpec Monitor { get; init; } = new();

    /// <summary>When the model is trained again.</summary>
    [Description("When the model is trained again. Without this section only a person or a workflow trains it.")]
    public RetrainSpec Retrain { get; init; } = new();

    /// <summary>How a new version gets its share of the requests.</summary>
    [Description("How a new version gets its share of the requests when a rollout is started, and what it must keep to.")]
    public RolloutDefaults Rollout { get; init; } = new();

    /// <summary>Who is told.</summary>
    [Description("Who is told when something needs attention.")]
    public AlertsSpec Alerts { get; init; } = new();

    /// <summary>The metric that the search optimises: the one asked for, else logLoss for classification and rmse for regression.</summary>
    public string SearchMetric => Train.Search.Metric ?? MetricNames.SearchDefault(Task);

    /// <summary>The metric that performance is watched by: that asked for, or accuracy for classification and r2 for regression.</summary>
    public string PerformanceMetric => Monitor.Performance.Metric ?? MetricNames.PerformanceDefault(Task);
}
