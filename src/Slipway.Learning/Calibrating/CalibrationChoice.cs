using System.Globalization;
using Slipway.Learning.Ensembles;

namespace Slipway.Learning.Calibrating;

/// <summary>Fits maps on predictions for rows that the models had not seen, and chooses between them.</summary>
/// <param name="classCount">The number of classes.</param>
/// <param name="targets">The targets of each fold.</param>
/// <param name="predictions">The predictions for each fold.</param>
internal sealed class CalibrationChoice(int classCount, double[][] targets, float[][] predictions)
{
    /// <summary>A curve of fewer rows follows their accidents.</summary>
    private const int MinRowsOfCurve = 1000;

    /// <summary>A smaller gain, as a share of the log loss, is not worth another step in the model.</summary>
    private const double MinGain = 0.002;

    private const float Smallest = 1e-15f;

    /// <summary>The map that is asked for, or the best one; null where probabilities stay as they are. The note says what was decided.</summary>
    public (ProbabilityMap? Map, string? Note) Choose(CalibrationMethod asked)
    {
        var all = Rows(_ => true);
        if (asked is CalibrationMethod.Platt or CalibrationMethod.Isotonic)
        {
            return (Fit(asked, all), null);
        }

        double[] raw = [.. targets.Select((ofFold, fold) => LogLoss(ofFold, predictions[fold]))];
        CalibrationMethod[] candidates = all.Targets.Length >= MinRowsOfCurve
            ? [CalibrationMethod.Platt, CalibrationMethod.Isotonic]
            : [CalibrationMethod.Platt];
        var best = candidates
            .Select(method => (Method: method, Losses: CrossValidate(method)))
            .MinBy(candidate => candidate.Losses.Average());
        double gain = raw.Average() - best.Losses.Average();
        if (gain <= MinGain * raw.Average() || !PairedGains.AreBeyondChance([.. raw.Zip(best.Losses, (before, after) => before - after)]))
        {
            return (null, null);
        }

        string name = best.Method == CalibrationMethod.Platt ? "Platt's scaling" : "isotonic curves";
        return (
            Fit(best.Method, all),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Probabilities are calibrated by {name}: the cross-validated log loss falls from {raw.Average():F4} to {best.Losses.Average():F4}."));
    }

    private double[] CrossValidate(CalibrationMethod method) =>
    [
        .. targets.Select((ofFold, fold) =>
        {
            var map = Fit(method, Rows(other => other != fold));
            float[] mapped = [.. predictions[fold]];
            for (int start = 0; start < mapped.Length; start += classCount)
            {
                map.Apply(mapped.AsSpan(start, classCount));
            }

            return LogLoss(ofFold, mapped);
        }),
    ];

    private ProbabilityMap Fit(CalibrationMethod method, (double[] Targets, float[] Predictions) rows) =>
        method == CalibrationMethod.Platt
            ? ScalingFit.Fit(classCount, rows.Targets, rows.Predictions)
            : CurveFit.Fit(classCount, rows.Targets, rows.Predictions);

    private (double[] Targets, float[] Predictions) Rows(Func<int, bool> isIn)
    {
        int[] folds = [.. Enumerable.Range(0, targets.Length).Where(isIn)];
        return ([.. folds.SelectMany(fold => targets[fold])], [.. folds.SelectMany(fold => predictions[fold])]);
    }

    private double LogLoss(double[] ofFold, float[] probabilities)
    {
        double loss = 0;
        for (int row = 0; row < ofFold.Length; row++)
        {
            loss -= Math.Log(Math.Max(probabilities[(row * classCount) + (int)ofFold[row]], Smallest));
        }

        return loss / ofFold.Length;
    }
}
