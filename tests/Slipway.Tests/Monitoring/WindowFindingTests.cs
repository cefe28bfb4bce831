using Slipway.Alerts;
using Slipway.Monitoring;
using Slipway.Monitoring.Reports;
using Slipway.Projects;
using Slipway.Tests.Retraining;

namespace Slipway.Tests.Monitoring;

public sealed class WindowFindingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ModelSpec Spec = SpecReader.Read(Product.SpecText + "\nmonitor: { performance: { metric: r2, maxDrop: 0.1 } }\n", "model.yaml").Value;

    [Theory]
    [InlineData(DriftVerdict.Drift, true)]
    [InlineData(DriftVerdict.NoDrift, false)]
    [InlineData(DriftVerdict.TooFewRows, null)]
    [InlineData(null, null)]
    public void Of_Verdict_RaisesResolvesOrLeaves(DriftVerdict? verdict, bool? isRaised) =>
        Assert.Equal(isRaised, Find(AlertKind.DriftDetected, Window(1) with { Verdict = verdict }));

    [Theory]
    [InlineData(0.11, null, true)]
    [InlineData(0.1, null, false)]
    [InlineData(null, 0.2, true)]
    [InlineData(null, 0.05, false)]
    [InlineData(0.0, 0.2, false)]
    [InlineData(0.2, 0.0, true)]
    [InlineData(null, null, null)]
    public void Of_Performance_GoesByOutcomesBeforeEstimates(double? realised, double? estimated, bool? isRaised) => Assert.Equal(
        isRaised, Find(AlertKind.PerformanceDrop, Window(1) with { RealisedDrop = realised, EstimatedDrop = estimated }));

    [Fact]
    public void Of_NoPredictions_IsRaisedOnlyWhereThereWereSome()
    {
        Assert.Null(Find(AlertKind.NoPredictions, Window(1) with { Rows = 0 }));
        Assert.True(Find(AlertKind.NoPredictions, Window(0), Window(1) with { Rows = 0 }));
        Assert.False(Find(AlertKind.NoPredictions, Window(0), Window(1) with { Rows = 0, OtherRows = 5 }));
        Assert.False(Find(AlertKind.NoPredictions, Window(0) with { Rows = 0 }, Window(1)));
    }

    [Fact]
    public void Of_Errors_AreJudgedOnlyWithOutcomes()
    {
        Assert.Null(Find(AlertKind.ConceptDrift, Window(1)));
        Assert.True(Find(AlertKind.ConceptDrift, Window(1) with { Labelled = 50, HasConceptDrift = true }));
        Assert.False(Find(AlertKind.ConceptDrift, Window(1) with { Labelled = 50 }));
    }

    /// <summary>Whether the finding of a kind is raised (true), resolved (false) or not made.</summary>
    private static bool? Find(AlertKind kind, params MonitoredWindow[] windows) =>
        WindowFinding.Of(windows, Spec).SingleOrDefault(f => f.Kind == kind) is { } finding ? finding.Title is not null : null;

    private static MonitoredWindow Window(int day) => new()
    {
        From = Start.AddDays(day),
        To = Start.AddDays(day + 1),
        Version = 1,
        Rows = 100,
        Labelled = 0,
        Metric = "r2",
        Reference = 0.9,
    };
}
