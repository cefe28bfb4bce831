using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Forest;

/// <summary>
/// Targets in the one form that serves both impurities: a row adds <c>Values[row]</c> to the sum of its slot. With a slot a class and values
/// of 1, the sum of squared sums over the count is Gini's purity; with one slot and standardised numbers it is the variance explained.
/// </summary>
/// <param name="Slots">The slot of each row.</param>
/// <param name="Values">What each row adds.</param>
/// <param name="SlotCount">The number of slots.</param>
/// <param name="Scale">What turns the means of slots back into numbers.</param>
internal sealed record ForestTargets(int[] Slots, double[] Values, int SlotCount, TargetScale Scale)
{
    public static ForestTargets Of(TrainingSet data)
    {
        if (data.Schema.Task == LearningTask.Regression)
        {
            var scale = TargetScale.Of(data.Targets);
            return new ForestTargets(new int[data.RowCount], scale.Standardize(data.Targets), 1, scale);
        }

        double[] ones = new double[data.RowCount];
        Array.Fill(ones, 1);
        return new ForestTargets(Array.ConvertAll(data.Targets, t => (int)t), ones, data.Schema.Classes.Count, new TargetScale(0, 1));
    }
}
