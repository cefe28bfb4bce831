using Slipway.Learning.Schemas;
using Slipway.Training;

namespace Slipway.Tests.Training;

public class GateTests
{
    private const string Rules = "gate:\n  require: { accuracy: \">= 0.9\" }\n  notWorseThanChampion: { logLoss: 0.01, auc: 0.02 }";

    [Theory]
    [InlineData(0.9, 0.31, 0.88, true)]
    [InlineData(0.8999, 0.30, 0.9, false)]
    [InlineData(0.95, 0.3101, 0.9, false)]
    [InlineData(0.95, 0.30, 0.8799, false)]
    public void Check_AgainstAChampion_ComparesInTheDirectionOfTheMetric(double accuracy, double logLoss, double auc, bool holds)
    {
        var champion = new Dictionary<string, double> { ["accuracy"] = 0.99, ["logLoss"] = 0.30, ["auc"] = 0.9 };
        var metrics = new Dictionary<string, double> { ["accuracy"] = accuracy, ["logLoss"] = logLoss, ["auc"] = auc };

        var lines = Gate.Check(Specs.Of(LearningTask.Binary, rest: Rules).Gate, LearningTask.Binary, metrics, champion);

        Assert.Equal(3, lines.Count);
        Assert.Equal(holds, lines.All(line => line.Holds));
    }

    [Fact]
    public void Check_WithoutAChampion_HoldsComparisons()
    {
        var metrics = new Dictionary<string, double> { ["accuracy"] = 0.9, ["logLoss"] = 9, ["auc"] = 0.5 };

        var lines = Gate.Check(Specs.Of(LearningTask.Binary, rest: Rules).Gate, LearningTask.Binary, metrics, null);

        Assert.All(lines, line => Assert.True(line.Holds));
    }

    [Fact]
    public void Check_UndefinedMetric_DoesNotHold()
    {
        var lines = Gate.Check(
            Specs.Of(LearningTask.Binary, rest: Rules).Gate, LearningTask.Binary, new Dictionary<string, double>(), new Dictionary<string, double>());

        Assert.All(lines, line => Assert.False(line.Holds));
    }
}
