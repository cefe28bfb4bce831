using System.Globalization;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Training;

/// <summary>Finds features that give the label away: a copy of it under another name, or a one-to-one recoding.</summary>
internal static class LeakageCheck
{
    private const double PerfectCorrelation = 1 - 1e-9;

    public static IEnumerable<Problem> FindLeaks(IEnumerable<Column> features, string label, double[] targets, LearningTask task)
    {
        foreach (var column in features)
        {
            bool leaks = task == LearningTask.Regression
                ? column is NumberColumn numbers && Math.Abs(Correlation(numbers.Values, targets)) >= PerfectCorrelation
                : IsRecoding(column, targets);
            if (leaks)
            {
                yield return new Problem(
                    "data.leakage",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Column '{column.Name}' gives the label '{label}' away: each of its values stands for one value of the label. If it is not known when predicting, add it to data.ignore."));
            }
        }
    }

    private static bool IsRecoding(Column column, double[] targets)
    {
        var targetOf = new Dictionary<double, double>();
        var valueOf = new Dictionary<double, double>();
        for (int i = 0; i < targets.Length; i++)
        {
            double value = column switch
            {
                NumberColumn c => c.Values[i],
                CategoryColumn c => c.Codes[i],
                _ => double.NaN,
            };
            if (double.IsNaN(value)
                || (!targetOf.TryAdd(value, targets[i]) && targetOf[value] != targets[i])
                || (!valueOf.TryAdd(targets[i], value) && valueOf[targets[i]] != value))
            {
                return false;
            }
        }

        return true;
    }

    private static double Correlation(ReadOnlySpan<double> x, double[] y)
    {
        double meanX = 0, meanY = 0;
        for (int i = 0; i < y.Length; i++)
        {
            meanX += (x[i] - meanX) / (i + 1);
            meanY += (y[i] - meanY) / (i + 1);
        }

        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < y.Length; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }

        double scale = Math.Sqrt(xx * yy);
        return scale > 0 ? xy / scale : 0;
    }
}
