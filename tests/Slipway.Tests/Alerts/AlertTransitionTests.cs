using Slipway.Alerts;
using Slipway.Registry;

namespace Slipway.Tests.Alerts;

public sealed class AlertTransitionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Reminder = TimeSpan.FromDays(1);

    /// <summary>The states that an alert can be in, by name.</summary>
    private static readonly Dictionary<string, Alert?> States = new()
    {
        ["none"] = null,
        ["open, told lately"] = Open(told: TimeSpan.FromHours(1)),
        ["open, told long ago"] = Open(told: TimeSpan.FromDays(1)),
        ["open, being told"] = Open(told: TimeSpan.FromMinutes(1)) with { Pending = AlertNotice.Opened },
        ["open, telling broke off"] = Open(told: TimeSpan.FromMinutes(6)) with { Pending = AlertNotice.Escalated },
        ["resolved"] = Resolved(told: TimeSpan.FromHours(2)),
        ["resolved, being told"] = Resolved(told: TimeSpan.FromMinutes(1)) with { Pending = AlertNotice.Resolved },
        ["resolved, telling broke off"] = Resolved(told: TimeSpan.FromMinutes(6)) with { Pending = AlertNotice.Resolved },
    };

    // Every state, with each thing that can happen to it.
    public static TheoryData<string, string, AlertStatus?, AlertNotice?> Matrix { get; } = new()
    {
        { "none", "seen", AlertStatus.Open, AlertNotice.Opened },
        { "none", "seen worse", AlertStatus.Open, AlertNotice.Opened },
        { "none", "gone", null, null },
        { "open, told lately", "seen", AlertStatus.Open, null },
        { "open, told lately", "seen worse", AlertStatus.Open, AlertNotice.Escalated },
        { "open, told lately", "gone", AlertStatus.Resolved, AlertNotice.Resolved },
        { "open, told long ago", "seen", AlertStatus.Open, AlertNotice.Reminder },
        { "open, told long ago", "seen worse", AlertStatus.Open, AlertNotice.Escalated },
        { "open, told long ago", "gone", AlertStatus.Resolved, AlertNotice.Resolved },
        { "open, being told", "seen", AlertStatus.Open, null },
        { "open, being told", "seen worse", AlertStatus.Open, AlertNotice.Escalated },
        { "open, being told", "gone", AlertStatus.Resolved, AlertNotice.Resolved },
        { "open, telling broke off", "seen", AlertStatus.Open, AlertNotice.Escalated },
        { "open, telling broke off", "seen worse", AlertStatus.Open, AlertNotice.Escalated },
        { "open, telling broke off", "gone", AlertStatus.Resolved, AlertNotice.Resolved },
        { "resolved", "seen", AlertStatus.Open, AlertNotice.Opened },
        { "resolved", "seen worse", AlertStatus.Open, AlertNotice.Opened },
        { "resolved", "gone", AlertStatus.Resolved, null },
        { "resolved, being told", "seen", AlertStatus.Open, AlertNotice.Opened },
        { "resolved, being told", "seen worse", AlertStatus.Open, AlertNotice.Opened },
        { "resolved, being told", "gone", AlertStatus.Resolved, null },
        { "resolved, telling broke off", "seen", AlertStatus.Open, AlertNotice.Opened },
        { "resolved, telling broke off", "seen worse", AlertStatus.Open, AlertNotice.Opened },
        { "resolved, telling broke off", "gone", AlertStatus.Resolved, AlertNotice.Resolved },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Transition_OfEveryStateAndEvent_GivesStatusAndNotice(string state, string happening, AlertStatus? status, AlertNotice? notice)
    {
        var transition = Apply(States[state], happening);

        Assert.Equal((status, notice), (transition.Next?.Status, transition.Notice));
        Assert.Equal(notice ?? States[state]?.Pending, transition.Next?.Pending);
        Assert.Equal(notice is null ? States[state]?.LastNotice : Now, transition.Next?.LastNotice);
        Assert.True(transition.IsChanged || transition.Next == States[state]);
        Assert.Equal(status == AlertStatus.Resolved, transition.Next?.ResolvedAt is not null);
    }

    [Fact]
    public void Matrix_Rows_CoverEveryStateAndEvent() => Assert.Equal(States.Count * 3, Matrix.Count);

    [Fact]
    public void Seen_OpenAlert_CountsOnAndKeepsItsStart()
    {
        var next = Apply(States["open, told lately"], "seen").Next!;

        Assert.Equal((4, Now - TimeSpan.FromDays(3), Now), (next.Count, next.FirstSeen, next.LastSeen));
    }

    [Fact]
    public void Seen_ResolvedAlert_StartsAgain()
    {
        var next = Apply(States["resolved"], "seen").Next!;

        Assert.Equal((1, Now), (next.Count, next.FirstSeen));
    }

    private static AlertTransition Apply(Alert? state, string happening) => happening switch
    {
        "seen" => AlertTransition.Seen(state, Condition(AlertSeverity.Warning), Now, Reminder),
        "seen worse" => AlertTransition.Seen(state, Condition(AlertSeverity.Critical), Now, Reminder),
        _ => AlertTransition.Gone(state, Now),
    };

    private static AlertCondition Condition(AlertSeverity severity) =>
        new(AlertKind.DriftDetected, ModelName.Parse("wine"), "inputs", severity, "Drift", "5 of 9 columns.");

    private static Alert Open(TimeSpan told) => new()
    {
        Fingerprint = Condition(AlertSeverity.Warning).Fingerprint,
        Kind = AlertKind.DriftDetected,
        Model = ModelName.Parse("wine"),
        Subject = "inputs",
        Severity = AlertSeverity.Warning,
        Title = "Drift",
        Detail = "4 of 9 columns.",
        Status = AlertStatus.Open,
        FirstSeen = Now - TimeSpan.FromDays(3),
        LastSeen = Now - TimeSpan.FromMinutes(1),
        Count = 3,
        LastNotice = Now - told,
    };

    private static Alert Resolved(TimeSpan told) => Open(told) with { Status = AlertStatus.Resolved, ResolvedAt = Now - told };
}
