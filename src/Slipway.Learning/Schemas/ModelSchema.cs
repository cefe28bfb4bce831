using Slipway.Learning.Tables;

namespace Slipway.Learning.Schemas;

/// <summary>What a model takes and what it answers.</summary>
/// <param name="Task">What the model predicts.</param>
/// <param name="Label">The name of the column that it predicts.</param>
/// <param name="Features">The features, in the order of the training data.</param>
/// <param name="Classes">The classes in the order of the probabilities; empty for regression. Of two, the second is the positive one.</param>
public sealed record ModelSchema(LearningTask Task, string Label, IReadOnlyList<FeatureSchema> Features, IReadOnlyList<string> Classes)
{
    /// <summary>The texts that stood for a missing value in the training data, and do in CSV rows to predict.</summary>
    public IReadOnlyList<string> Missing { get; set; } = MissingMarkers.Default.Values;

    /// <summary>The numbers in one prediction: one for regression, else one a class.</summary>
    public int OutputWidth => Task == LearningTask.Regression ? 1 : Classes.Count;
}
