using Slipway.Learning.Schemas;

namespace Slipway.Learning.Evaluation;

/// <summary>Makes curves and calibration bins for people to look at.</summary>
internal static class CurveBuilder
{
    private const int CalibrationBins = 10;

    public static IReadOnlyList<ClassCurves> Curves(scoped in EvaluatedRows rows)
    {
        var curves = new List<ClassCurves>();
        foreach (int classIndex in ClassesToDraw(rows))
        {
            var ranking = ScoreRanking.Of(rows, classIndex);
            if (ranking.Positives > 0 && ranking.Negatives > 0)
            {
                curves.Add(new ClassCurves(rows.Classes[classIndex], Roc(ranking), PrecisionRecall(ranking)));
            }
        }

        return curves;
    }

    public static IReadOnlyList<CalibrationBin> Calibration(scoped in EvaluatedRows rows)
    {
        var counts = new int[CalibrationBins];
        var sums = new double[CalibrationBins];
        var hits = new int[CalibrationBins];
        for (int i = 0; i < rows.Targets.Length; i++)
        {
            var probabilities = rows.Predictions.Slice(i * rows.Width, rows.Width);
            int expected = rows.Task == LearningTask.Binary ? 1 : EvaluatedRows.PredictedClass(probabilities);
            double probability = probabilities[expected];
            int bin = Math.Clamp((int)Math.Ceiling(probability * CalibrationBins) - 1, 0, CalibrationBins - 1);
            counts[bin]++;
            sums[bin] += probability;
            hits[bin] += rows.Targets[i] == expected ? 1 : 0;
        }

        var bins = new List<CalibrationBin>();
        for (int i = 0; i < CalibrationBins; i++)
        {
            if (counts[i] > 0)
            {
                double lower = (double)i / CalibrationBins;
                double upper = (i + 1.0) / CalibrationBins;
                bins.Add(new CalibrationBin(lower, upper, sums[i] / counts[i], (double)hits[i] / counts[i], counts[i]));
            }
        }

        return bins;
    }

    /// <summary>
    /// The indexes of at most <paramref name="maxPoints"/> points, the first and the last among them, evenly spaced along the way that the
    /// curve goes: steep parts keep their points however few rows they hold.
    /// </summary>
    public static IReadOnlyList<int> Thin(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int maxPoints)
    {
        var way = new double[x.Length];
        for (int i = 1; i < way.Length; i++)
        {
            way[i] = way[i - 1] + Math.Abs(x[i] - x[i - 1]) + Math.Abs(y[i] - y[i - 1]);
        }

        double step = way[^1] / (maxPoints - 1);
        double due = 0;
        var kept = new List<int>(Math.Min(maxPoints, way.Length));
        for (int i = 0; i < way.Length; i++)
        {
            bool isDue = way[i] >= due && kept.Count < maxPoints - 1;
            if (isDue || i == way.Length - 1 || way.Length <= maxPoints)
            {
                kept.Add(i);
                due = (Math.Floor(way[i] / step) + 1) * step;
            }
        }

        return kept;
    }

    private static IEnumerable<int> ClassesToDraw(scoped in EvaluatedRows rows)
    {
        if (rows.Task == LearningTask.Binary)
        {
            return [1];
        }

        int[] counts = [.. rows.Confusion.Select(row => row.Sum())];
        return Enumerable.Range(0, rows.Width).OrderByDescending(i => counts[i]).Take(Evaluator.MaxCurves).Order();
    }

    private static RocPoint[] Roc(ScoreRanking ranking)
    {
        int count = ranking.Thresholds.Length + 1;
        var x = new double[count];
        var y = new double[count];
        for (int i = 1; i < count; i++)
        {
            x[i] = (double)ranking.FalsePositives[i - 1] / ranking.Negatives;
            y[i] = (double)ranking.TruePositives[i - 1] / ranking.Positives;
        }

        return [.. Thin(x, y, Evaluator.MaxCurvePoints).Select(i => new RocPoint(x[i], y[i], Threshold(ranking, i)))];
    }

    private static PrecisionRecallPoint[] PrecisionRecall(ScoreRanking ranking)
    {
        // Past full recall the precision can only fall, to the share of the class.
        int count = Array.IndexOf(ranking.TruePositives, ranking.Positives) + 2;
        var x = new double[count];
        var y = new double[count];
        y[0] = 1;
        for (int i = 1; i < count; i++)
        {
            x[i] = (double)ranking.TruePositives[i - 1] / ranking.Positives;
            y[i] = (double)ranking.TruePositives[i - 1] / (ranking.TruePositives[i - 1] + ranking.FalsePositives[i - 1]);
        }

        return [.. Thin(x, y, Evaluator.MaxCurvePoints).Select(i => new PrecisionRecallPoint(x[i], y[i], Threshold(ranking, i)))];
    }

    private static double? Threshold(ScoreRanking ranking, int point) => point == 0 ? null : ranking.Thresholds[point - 1];
}
