using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Projects;
using Slipway.Rollouts;
using Slipway.Serving;

namespace Slipway.Tests.Rollouts;

public sealed class RailChecksTests
{
    private const double Alpha = 0.05;

    private static readonly ModelSchema Price = new(LearningTask.Regression, "price", [new FeatureSchema("size", ColumnType.Number)], []);

    [Fact]
    public void Read_VersionsThatAnswerAlike_SeldomDifferHoweverOftenOneLooks() => Assert.InRange(AlarmShare(shift: 0), 0, Alpha);

    [Fact]
    public void Read_VersionThatAnswersOtherwise_IsFound() => Assert.Equal(1, AlarmShare(shift: 2));

    private static double AlarmShare(double shift) => Enumerable.Range(0, 40).Count(seed => Alarms(seed, shift)) / 40.0;

    /// <summary>Twenty thousand requests of which a tenth go to the canary; nothing at all is allowed, so only the band excuses.</summary>
    private static bool Alarms(int seed, double shift)
    {
        var random = new Random(seed);
        var grid = new OutputGrid(Price);
        var (champion, canary) = (new ArmTraffic(grid), new ArmTraffic(grid));
        var rails = new GuardRails { ErrorRate = null, LatencyRatio = null, OutputShift = 0 };
        var answer = new Predictions(Price);
        for (int i = 1; i <= 20_000; i++)
        {
            bool isChampion = i % 10 != 0;
            double value = Math.Log(random.NextDouble()) - Math.Log(random.NextDouble());
            answer.Prepare(1)[0] = (float)(value + (isChampion ? 0 : shift));
            (isChampion ? champion : canary).CountAnswer(answer, TimeSpan.FromMilliseconds(1), isChampion);
            if (i % 50 == 0)
            {
                grid.TryComplete();
                if (RailChecks.Read(rails, grid, "canary", champion.Read(), canary.Read(), Alpha).Any(r => r.IsBroken))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
