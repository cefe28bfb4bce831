using Slipway.Learning.Learners.Gbdt;
using Slipway.Learning.Randomness;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Learners.Gbdt;

public sealed class LogisticObjectiveTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0)]
    [InlineData(30, 20)]
    public void LeafScore_OfManyRows_IsTheSecondStepOfNewtonsMethod(double l2, double l1)
    {
        var (targets, scores, weights) = Rows(403);
        int[] rows = [.. Enumerable.Range(0, 403).Where(row => row % 7 != 0)];
        var parameters = Parameters(l2, l1);
        double newton = Step(0);

        double score = new LogisticObjective(targets, weights).LeafScore(rows, scores, newton, parameters);

        Assert.Equal(Step(newton), score, 1e-12);
        Assert.NotEqual(newton, score, 1e-4);
        Assert.True(Loss(score) < Loss(newton), $"{Loss(score)} at {score}, {Loss(newton)} at {newton}");

        double Step(double from)
        {
            double gradient = l2 * from, hessian = l2;
            foreach (int row in rows)
            {
                double probability = 1 / (1 + Math.Exp(-(scores[row] + from)));
                gradient += weights[row] * (probability - targets[row]);
                hessian += weights[row] * probability * (1 - probability);
            }

            // From 0, the absolute penalty pulls back; after the first step it has a slope.
            double pull = from == 0 ? Math.Sign(gradient) * Math.Max(0, Math.Abs(gradient) - l1) : gradient + (l1 * Math.Sign(from));
            return from - (pull / hessian);
        }

        double Loss(double score) => (0.5 * l2 * score * score) + (l1 * Math.Abs(score)) + rows.Sum(row =>
            weights[row] * Math.Log(1 + Math.Exp((scores[row] + score) * (targets[row] == 1 ? -1 : 1))));
    }

    [Fact]
    public void LeafScore_OfWeightedRows_IsThatOfCopies()
    {
        var (targets, scores, _) = Rows(300);
        int[] copies = [.. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        double[] weights = [.. Enumerable.Range(0, 300).Select(row => (double)(row % 3))];

        double weighted = new LogisticObjective(targets, weights).LeafScore([.. Enumerable.Range(0, 300)], scores, 0.3, Parameters(1, 0));

        Assert.Equal(new LogisticObjective(targets, null).LeafScore(copies, scores, 0.3, Parameters(1, 0)), weighted, 1e-12);
    }

    [Theory]
    [InlineData(-6, 0.1, 40)]
    [InlineData(-600, 0.1, 1e200)]
    [InlineData(600, 0, -1e200)]
    [InlineData(0, 0.5, 0)]
    public void LeafScore_WhereTheFirstStepIsWild_GoesNoFartherThanTwice(double score, double shareOfOnes, double newton)
    {
        double[] targets = [.. Enumerable.Range(0, 400).Select(row => row < shareOfOnes * 400 ? 1.0 : 0)];
        double[] scores = [.. Enumerable.Repeat(score, 400)];

        double given = new LogisticObjective(targets, null).LeafScore([.. Enumerable.Range(0, 400)], scores, newton, Parameters(0, 0));

        Assert.InRange(given, Math.Min(0, 2 * newton), Math.Max(0, 2 * newton));
    }

    [Fact]
    public void LeafScore_OfFewRows_IsTheFirstStep()
    {
        var (targets, scores, _) = Rows(199);

        Assert.Equal(0.7, new LogisticObjective(targets, null).LeafScore([.. Enumerable.Range(0, 199)], scores, 0.7, Parameters(0, 0)));
    }

    private static (double[] Targets, double[] Scores, double[] Weights) Rows(int count)
    {
        var random = new SeededRandom(3);
        double[] scores = [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 4) - 3)];
        double[] targets = [.. scores.Select(score => random.NextDouble() < 0.6 ? 1.0 : 0)];
        return (targets, scores, [.. scores.Select(_ => random.NextDouble() * 2)]);
    }

    private static GbdtParameters Parameters(double l2, double l1) =>
        GbdtParameters.From(new ParameterSet(new Dictionary<string, double> { ["l2"] = l2, ["l1"] = l1 }), 1000);
}
