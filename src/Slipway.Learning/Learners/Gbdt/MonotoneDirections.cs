using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The constraints of a goal in the form that splits are checked by.</summary>
internal static class MonotoneDirections
{
    /// <summary>For each feature 1 (rising), -1 (falling) or 0; empty where there is no constraint.</summary>
    /// <exception cref="InvalidOperationException">
    /// A constraint is on no number or boolean of the model, or the task has several scores.
    /// </exception>
    public static int[] Of(TrainingSet data, Featurizer featurizer)
    {
        var monotone = data.Goal.Monotone;
        if (monotone.Count == 0)
        {
            return [];
        }

        if (data.Schema.Task == LearningTask.Multiclass)
        {
            throw new InvalidOperationException("Several classes cannot all be monotone in a feature. Leave the constraints out.");
        }

        var directions = new int[featurizer.FeatureColumns.Count];
        foreach (var (name, direction) in monotone)
        {
            int feature = featurizer.FeatureColumns.ToList().IndexOf(name);
            bool isNumber = featurizer.Steps.Any(step => step is NumberStep && step.Input == name);
            if (feature < 0 || !isNumber)
            {
                throw new InvalidOperationException(
                    $"'{name}' is no number or boolean that the model takes, so that no prediction can rise or fall with it. "
                    + "Leave its constraint out.");
            }

            directions[feature] = direction == MonotoneDirection.Increasing ? 1 : -1;
        }

        return directions;
    }
}
