using Slipway.Learning.Evaluation;
using Slipway.Learning.Randomness;
using Slipway.Learning.Schemas;
using Slipway.Learning.Splitting;

namespace Slipway.Learning.Tests.Evaluation;

public sealed class ScoreRankingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AreaUnderRoc_RandomRowsWithTies_EqualsCountingPairs(int seed)
    {
        var (targets, predictions) = RandomRows(seed);

        double? auc = Evaluator.Score("auc", LearningTask.Binary, ["no", "yes"], targets, predictions);

        Assert.Equal(CountPairs(targets, predictions), auc!.Value, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AreaUnderRoc_ReversedScores_IsTheRest(int seed)
    {
        var (targets, predictions) = RandomRows(seed);
        var reversed = Array.ConvertAll(predictions, probability => 1 - probability);

        double? auc = Evaluator.Score("auc", LearningTask.Binary, ["no", "yes"], targets, predictions);
        double? rest = Evaluator.Score("auc", LearningTask.Binary, ["no", "yes"], targets, reversed);

        Assert.Equal(1, auc!.Value + rest!.Value, 1e-12);
    }

    [Fact]
    public void Of_ZeroAndNegativeZero_AreOneThreshold()
    {
        var rows = new EvaluatedRows(LearningTask.Binary, ["no", "yes"], [0, 1, 1], [1, -0f, 1, 0f, 1, -0f]);

        var ranking = ScoreRanking.Of(rows, 1);

        Assert.Equal([2], ranking.TruePositives);
        Assert.Equal(0.5, ranking.AreaUnderRoc());
    }

    private static (double[] Targets, float[] Predictions) RandomRows(int seed)
    {
        var random = new SeededRandom(seed);
        int count = 2 + random.Next(80);
        int distinct = 1 + random.Next(20);
        var targets = new double[count];
        var predictions = new float[count * 2];
        for (int i = 0; i < count; i++)
        {
            targets[i] = i < 2 ? i : random.Next(2);
            predictions[(i * 2) + 1] = random.Next(distinct) / 32f;
            predictions[i * 2] = 1 - predictions[(i * 2) + 1];
        }

        return (targets, predictions);
    }

    private static double CountPairs(double[] targets, float[] predictions)
    {
        double won = 0;
        long pairs = 0;
        for (int positive = 0; positive < targets.Length; positive++)
        {
            for (int negative = 0; negative < targets.Length; negative++)
            {
                if (targets[positive] == 1 && targets[negative] == 0)
                {
                    float difference = predictions[(positive * 2) + 1] - predictions[(negative * 2) + 1];
                    won += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }

        return won / pairs;
    }
}
