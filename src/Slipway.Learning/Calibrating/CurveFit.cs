using Slipway.Learning.Performance;

namespace Slipway.Learning.Calibrating;

/// <summary>
/// Fits a curve for each class against the others by isotonic regression. Its flat stretches are joined by lines between their middles, so
/// that nearly equal probabilities stay nearly equal.
/// </summary>
internal static class CurveFit
{
    /// <summary>Each stretch costs a few operations at every prediction.</summary>
    private const int MaxPoints = 24;

    /// <summary>Steeper, and the last bits in which two runtimes differ would show in the answers.</summary>
    private const double MaxSlope = 64;

    /// <summary>Fits.</summary>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="targets">The class of each row.</param>
    /// <param name="predictions">Their probabilities, row-major.</param>
    public static ProbabilityCurves Fit(int classCount, double[] targets, float[] predictions)
    {
        if (classCount == 2)
        {
            var second = FitClass(1, classCount, targets, predictions);
            return new ProbabilityCurves([second.OfOther(), second]);
        }

        return new ProbabilityCurves([.. Enumerable.Range(0, classCount).Select(k => FitClass(k, classCount, targets, predictions))]);
    }

    private static ProbabilityCurve FitClass(int classIndex, int classCount, double[] targets, float[] predictions)
    {
        var scores = new double[targets.Length];
        var outcomes = new double[targets.Length];
        for (int row = 0; row < targets.Length; row++)
        {
            scores[row] = predictions[(row * classCount) + classIndex];
            outcomes[row] = (int)targets[row] == classIndex ? 1 : 0;
        }

        // No number of rows says that something cannot be.
        double least = 0.5 / (targets.Length + 1);
        var points = MiddlesOf(IsotonicCurve.Fit(scores, outcomes));
        while (points.Count > 1 && FindTooClose(points) is { } index)
        {
            var merged = ((points[index].X + points[index + 1].X) / 2, (points[index].Y + points[index + 1].Y) / 2);
            points[index] = merged;
            points.RemoveAt(index + 1);
        }

        return new ProbabilityCurve(
            [.. points.Select(point => (float)point.X)], [.. points.Select(point => (float)Math.Clamp(point.Y, least, 1 - least))]);
    }

    private static List<(double X, double Y)> MiddlesOf(IsotonicCurve curve)
    {
        var points = new List<(double X, double Y)>();
        for (int start = 0; start < curve.Scores.Count;)
        {
            int end = start;
            while (end + 1 < curve.Scores.Count && curve.Values[end + 1] == curve.Values[start])
            {
                end++;
            }

            points.Add(((curve.Scores[start] + curve.Scores[end]) / 2, curve.Values[start]));
            start = end + 1;
        }

        return points;
    }

    /// <summary>The first of two neighbours that are to be one point; null where none are.</summary>
    private static int? FindTooClose(List<(double X, double Y)> points)
    {
        for (int i = 0; i + 1 < points.Count; i++)
        {
            bool isSame = (float)points[i].X >= (float)points[i + 1].X;
            if (isSame || points[i + 1].Y - points[i].Y > MaxSlope * (points[i + 1].X - points[i].X))
            {
                return i;
            }
        }

        return points.Count > MaxPoints
            ? Enumerable.Range(0, points.Count - 1).MinBy(i => points[i + 1].Y - points[i].Y)
            : null;
    }
}
