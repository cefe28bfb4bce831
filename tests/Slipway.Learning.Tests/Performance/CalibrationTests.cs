using System.Text.Json;
using Slipway.Learning.Performance;

namespace Slipway.Learning.Tests.Performance;

/// <summary>Isotonic regression, calibration error and areas against scikit-learn.</summary>
public sealed class CalibrationTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "TestData", "performance", "calibration.json"))).RootElement;

    [Fact]
    public void IsotonicFit_OnRandomScores_EqualsScikitLearn()
    {
        foreach (var item in Vectors.GetProperty("isotonic").EnumerateArray())
        {
            var curve = IsotonicCurve.Fit(Numbers(item, "scores"), Numbers(item, "outcomes"));

            double[] values = [.. Numbers(item, "query").Select(curve.Apply)];
            Assert.All(values.Zip(Numbers(item, "expected")), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        }
    }

    [Fact]
    public void CalibrationError_OnRandomProbabilities_EqualsTheOracle()
    {
        foreach (var item in Vectors.GetProperty("calibrationError").EnumerateArray())
        {
            double error = CalibrationError.Of(Numbers(item, "scores"), Numbers(item, "outcomes"));

            Assert.Equal(item.GetProperty("expected").GetDouble(), error, Tolerance);
        }
    }

    [Fact]
    public void Areas_WithKnownOutcomes_EqualScikitLearn()
    {
        foreach (var item in Vectors.GetProperty("ranking").EnumerateArray())
        {
            var ranking = WeightedRanking.Of(Numbers(item, "scores"), Numbers(item, "outcomes"));

            Assert.Equal(item.GetProperty("auc").GetDouble(), ranking.AreaUnderRoc(), Tolerance);
            Assert.Equal(item.GetProperty("ap").GetDouble(), ranking.AveragePrecision(), Tolerance);
        }
    }

    [Fact]
    public void Calibration_OfCalibratedScores_ChangesLittle()
    {
        var (scores, outcomes) = Simulate(4000, score => score);

        var curve = ScoreCalibration.Fit(scores, outcomes, 1);

        Assert.InRange(scores.Average(s => Math.Abs((curve?.Apply(s) ?? s) - s)), 0, 0.03);
    }

    [Fact]
    public void Calibration_OfOverconfidentScores_MapsThemToTheFrequencies()
    {
        var (scores, outcomes) = Simulate(8000, score => 0.25 + (score / 2));

        var curve = ScoreCalibration.Fit(scores, outcomes, 1);

        Assert.NotNull(curve);
        Assert.InRange(curve.Apply(0.1), 0.25, 0.35);
        Assert.InRange(curve.Apply(0.5), 0.45, 0.55);
        Assert.InRange(curve.Apply(0.9), 0.65, 0.75);
    }

    [Fact]
    public void Calibration_OfOneClassOrPerfectScores_IsNone()
    {
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i / 100.0)];

        Assert.Null(ScoreCalibration.Fit(scores, new double[100], 1));
        Assert.Null(ScoreCalibration.Fit(scores, [.. scores.Select(s => s >= 0.5 ? 1.0 : 0.0)], 1));
    }

    private static (double[] Scores, double[] Outcomes) Simulate(int count, Func<double, double> frequency)
    {
        var random = new Learning.Randomness.SeededRandom(5);
        double[] scores = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        return (scores, [.. scores.Select(score => random.NextDouble() < frequency(score) ? 1.0 : 0.0)]);
    }

    private static double[] Numbers(JsonElement item, string name) => item.GetProperty(name).Deserialize<double[]>()!;
}
