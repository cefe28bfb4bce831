using Slipway.Learning.Calibrating;

namespace Slipway.Learning.Tests.Calibrating;

public sealed class CalibrationChoiceTests
{
    private const int Folds = 5, RowsOfFold = 600;

    [Fact]
    public void Fit_Scaling_GivesPlattsSlopeAndOffset()
    {
        // From _SigmoidCalibration of scikit-learn 1.2.1, fitted on the log-odds.
        double[] p = [.03, .08, .11, .2, .24, .33, .35, .42, .47, .51, .58, .6, .66, .71, .77, .83, .9, .94, .97, .99];
        double[] targets = [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1];

        var scaling = ScalingFit.Fit(2, targets, [.. p.SelectMany(one => new[] { (float)(1 - one), (float)one })]);

        Assert.Equal(0.5147336, scaling.Slope, 2e-4);
        Assert.Equal(-0.1331005, scaling.Offsets[1], 2e-4);
        Assert.Equal(0, scaling.Offsets[0]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Choose_TooSureByAFactor_ScalesItBack(int classes)
    {
        var (targets, honest) = Rows(classes, seed: 5);
        float[][] sure = [.. honest.Select(fold => Sharpen(fold, classes, 2.5))];

        var (map, note) = new CalibrationChoice(classes, targets, sure).Choose(CalibrationMethod.Auto);

        var scaling = Assert.IsType<ScoreScaling>(map);
        Assert.InRange(scaling.Slope, 0.36, 0.45);
        Assert.Contains("Platt", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Choose_HonestProbabilities_LeavesThemAlone(int classes)
    {
        var (targets, honest) = Rows(classes, seed: 6);

        var (map, note) = new CalibrationChoice(classes, targets, honest).Choose(CalibrationMethod.Auto);

        Assert.Null(map);
        Assert.Null(note);
    }

    [Fact]
    public void Choose_DistortedByNoSlope_TakesCurves()
    {
        var (targets, honest) = Rows(2, seed: 7);
        float[][] bent = [.. honest.Select(fold => fold.Select((p, i) => i % 2 == 0 ? 0 : p < 0.5f ? p * 0.4f : 0.8f + (p * 0.2f)).ToArray())];
        foreach (float[] fold in bent)
        {
            for (int i = 0; i < fold.Length; i += 2)
            {
                fold[i] = 1 - fold[i + 1];
            }
        }

        var (map, _) = new CalibrationChoice(2, targets, bent).Choose(CalibrationMethod.Auto);

        var curves = Assert.IsType<ProbabilityCurves>(map);
        float[] row = [0.9f, 0.1f];
        curves.Apply(row);
        Assert.InRange(row[1], 0.2, 0.3);
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt)]
    [InlineData(CalibrationMethod.Isotonic)]
    public void Apply_AnyProbabilities_SumsToOneAndKeepsTheOrder(CalibrationMethod method)
    {
        var (targets, predictions) = Rows(2, seed: 8);
        var map = new CalibrationChoice(2, targets, predictions).Choose(method).Map!;
        float before = 0;
        for (int i = 0; i <= 1000; i++)
        {
            float[] row = [1 - (i / 1000f), i / 1000f];
            map.Apply(row);
            Assert.Equal(1, row.Sum(), 1e-5);
            Assert.InRange(row[1], before - 1e-6, 1);
            before = row[1];
        }
    }

    [Fact]
    public void Fit_ClassWithoutRows_StaysPossible()
    {
        double[] targets = [0, 1, 0, 1, 1];
        float[] predictions = [.. Enumerable.Repeat(new[] { 0.5f, 0.3f, 0.2f }, 5).SelectMany(row => row)];
        foreach (ProbabilityMap map in (ProbabilityMap[])[ScalingFit.Fit(3, targets, predictions), CurveFit.Fit(3, targets, predictions)])
        {
            float[] row = [0.2f, 0.2f, 0.6f];
            map.Apply(row);
            Assert.All(row, probability => Assert.True(probability is > 0 and < 1));
        }
    }

    private static (double[][] Targets, float[][] Predictions) Rows(int classes, int seed)
    {
        var random = new Random(seed);
        var targets = new double[Folds][];
        var predictions = new float[Folds][];
        for (int fold = 0; fold < Folds; fold++)
        {
            targets[fold] = new double[RowsOfFold];
            predictions[fold] = new float[RowsOfFold * classes];
            for (int row = 0; row < RowsOfFold; row++)
            {
                double[] powers = [.. Enumerable.Range(0, classes).Select(_ => Math.Exp(4 * (random.NextDouble() - 0.5)))];
                double draw = random.NextDouble() * powers.Sum();
                int actual = 0;
                while (actual < classes - 1 && draw >= powers[actual])
                {
                    draw -= powers[actual++];
                }

                targets[fold][row] = actual;
                for (int k = 0; k < classes; k++)
                {
                    predictions[fold][(row * classes) + k] = (float)(powers[k] / powers.Sum());
                }
            }
        }

        return (targets, predictions);
    }

    private static float[] Sharpen(float[] probabilities, int classes, double power)
    {
        var sharp = new float[probabilities.Length];
        for (int start = 0; start < sharp.Length; start += classes)
        {
            double sum = 0;
            for (int k = 0; k < classes; k++)
            {
                sum += Math.Pow(probabilities[start + k], power);
            }

            for (int k = 0; k < classes; k++)
            {
                sharp[start + k] = (float)(Math.Pow(probabilities[start + k], power) / sum);
            }
        }

        return sharp;
    }
}
