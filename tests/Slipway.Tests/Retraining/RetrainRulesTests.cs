using Slipway.Datasets;
using Slipway.Projects;
using Slipway.Registry;
using Slipway.Retraining;
using Slipway.Tests.Registry;
using Slipway.Training;

namespace Slipway.Tests.Retraining;

public sealed class RetrainRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("retrain: { on: [drift] }", "drift", 200, "drift")]
    [InlineData("retrain: { on: [drift, performanceDrop] }", "drift", 200, "drift")]
    [InlineData("retrain: { on: [performanceDrop] }", "performanceDrop", 200, "performanceDrop")]
    [InlineData("retrain: { on: [drift] }", "performanceDrop", 200, null)]
    [InlineData("retrain: { on: [newData] }", null, 100, "newData")]
    [InlineData("retrain: { on: [newData] }", null, 99, null)]
    [InlineData("retrain: { on: [newData], minNewRows: 5 }", null, 5, "newData")]
    [InlineData("retrain: { on: [newData], minNewRows: 0 }", null, 0, null)]
    [InlineData("retrain: { schedule: '0 0 3 * * 1' }", null, 100, "schedule")]
    [InlineData("retrain: { schedule: '0 0 3 * * 2' }", null, 100, null)]
    [InlineData("retrain: { schedule: '0 0 3 * * 1' }", null, 99, null)]
    [InlineData("retrain: { schedule: '0 0 3 * * 1', minNewRows: 0 }", null, 0, "schedule")]
    [InlineData("", "drift", 1000, null)]
    public void Decide_TriggersAndNewRows_FollowTheSpec(string spec, string? mark, long newRows, string? expected)
    {
        var state = new RetrainState
        {
            Model = Candidates.Wine,
            Marks = mark is null ? [] : [new RetrainMark(Enum.Parse<RetrainTrigger>(mark, ignoreCase: true), "seen", Now)],
        };

        var decision = RetrainRules.Decide(Champion(spec), state, Data(newRows), Now);

        Assert.Equal(expected, decision.IsDue ? decision.Trigger : null);
        Assert.Equal(newRows, decision.NewRows);
    }

    [Fact]
    public void Decide_AfterTheCoolDown_IsDueAgain()
    {
        var state = new RetrainState
        {
            Model = Candidates.Wine,
            Marks = [new RetrainMark(RetrainTrigger.Drift, "seen", Now)],
            LastStart = Now - TimeSpan.FromHours(24),
            LastDataset = "attempted",
        };

        Assert.True(RetrainRules.Decide(Champion("retrain: { on: [drift] }"), state, Data(100), Now).IsDue);
        Assert.False(RetrainRules.Decide(Champion("retrain: { on: [drift] }"), state, Data(99), Now).IsDue);
    }

    [Fact]
    public void Decide_DuringTheCoolDown_IsNotDue()
    {
        var state = new RetrainState
        {
            Model = Candidates.Wine,
            Marks = [new RetrainMark(RetrainTrigger.Drift, "seen", Now)],
            LastStart = Now - TimeSpan.FromHours(23),
        };

        var decision = RetrainRules.Decide(Champion("retrain: { on: [drift] }"), state, Data(200), Now);

        Assert.Equal((false, "drift"), (decision.IsDue, decision.Trigger));
        Assert.Contains("coolDown", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_ScheduleThatRanToday_IsNotDueTwice()
    {
        var state = new RetrainState { Model = Candidates.Wine, LastStart = Now - TimeSpan.FromHours(8) };

        var decision = RetrainRules.Decide(Champion("retrain: { schedule: '0 0 3 * * 1', minNewRows: 0, coolDown: 1m }"), state, Data(0), Now);

        Assert.False(decision.IsDue);
    }

    [Fact]
    public void Decide_ScheduleThatHasCome_IsAwaitedSinceThen()
    {
        var state = new RetrainState { Model = Candidates.Wine, LastStart = Now - TimeSpan.FromDays(2) };

        var decision = RetrainRules.Decide(Champion("retrain: { schedule: '0 0 3 * * 1', minNewRows: 0, coolDown: 1m }"), state, Data(0), Now);

        Assert.Equal(Now - TimeSpan.FromHours(9), decision.AwaitedSince);
    }

    [Theory]
    [InlineData(RunStatus.Running, true)]
    [InlineData(RunStatus.Succeeded, false)]
    [InlineData(RunStatus.Failed, false)]
    public void Decide_RetrainingThatNeverEnded_IsAwaitedSinceItBegan(RunStatus last, bool isAwaited)
    {
        var state = new RetrainState { Model = Candidates.Wine, LastStart = Now - TimeSpan.FromHours(7), LastStatus = last };

        var decision = RetrainRules.Decide(Champion("retrain: { on: [drift] }"), state, Data(0), Now);

        Assert.False(decision.IsDue);
        Assert.Equal(isAwaited ? Now - TimeSpan.FromHours(7) : null, decision.AwaitedSince);
    }

    [Fact]
    public void Decide_TooFewNewRows_IsNotAwaited()
    {
        var state = new RetrainState { Model = Candidates.Wine };

        Assert.Null(RetrainRules.Decide(Champion("retrain: { schedule: '0 0 3 * * 1' }"), state, Data(99), Now).AwaitedSince);
    }

    [Fact]
    public void Decide_RowsOfARefusedRetraining_AreNotNewAgain()
    {
        var state = new RetrainState { Model = Candidates.Wine, LastDataset = "refused" };
        List<ModelDataStep> data =
        [
            .. Data(0), Step("refused", 500), Step(new string('d', 64), 0), Step("mended", 120),
        ];

        Assert.Equal(120, RetrainRules.Decide(Champion("retrain: { on: [newData] }"), state, data, Now).NewRows);
        Assert.Equal(0, RetrainRules.Decide(Champion("retrain: { on: [newData] }"), state, data[..2], Now).NewRows);
    }

    private static List<ModelDataStep> Data(long newRows) =>
        newRows == 0 ? [Step(new string('d', 64), 1000)] : [Step(new string('d', 64), 1000), Step("later", newRows)];

    private static ModelDataStep Step(string version, long added) => new(version, 0, added, "test", Now);

    private static StoredSpec Champion(string retrain)
    {
        var spec = SpecReader.Read($"name: wine\ntask: multiclass\ndata: {{ source: a.csv, label: target }}\n{retrain}\n", "model.yaml").Value;
        return new StoredSpec(Candidates.Of("run").ToManifest(1, Now - TimeSpan.FromDays(3), "hash"), spec, "");
    }
}
