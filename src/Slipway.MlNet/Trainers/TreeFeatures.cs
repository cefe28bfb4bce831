using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Training;

namespace Slipway.MlNet.Trainers;

/// <summary>The features of Slipway's own trees, with the mean in place of missing numbers and an indicator beside it.</summary>
internal static class TreeFeatures
{
    public static Featurizer Fit(TrainingSet data)
    {
        var steps = new List<FittedStep>();
        foreach (var fitted in TreeFeaturizing.Fit(data).Fitted)
        {
            if (fitted.Step is not NumberStep number)
            {
                steps.Add(fitted);
                continue;
            }

            var summary = NumberSummary.Of(ColumnValues.ToFloats(data.Features[fitted.Column], fitted.Part));
            steps.Add(fitted with { Step = number with { Fill = Float32.FromDouble(summary.Mean) } });
            if (summary.MissingCount > 0 && summary.Count > 0)
            {
                steps.Add(fitted with { Step = new MissingIndicatorStep(number.Input) });
            }
        }

        return new Featurizer(steps);
    }
}
