using Slipway.Web.Telemetry;

namespace Slipway.Web.Tests.Telemetry;

public sealed class MetricTests
{
    [Fact]
    public void Record_EverNewVersions_KeepsThePresentOnesAndForgetsTheOld()
    {
        var metric = new Metric("answers", null, MetricKind.Counter, isObserved: false);
        for (int version = 1; version <= 4_000; version++)
        {
            metric.Record(1, [new("version", "steady")]);
            metric.Record(1, [new("version", version)]);
            metric.ForgetIdle();
            Assert.InRange(metric.Series.Count(), 1, 1_500);
        }

        var values = metric.Series.ToDictionary(s => s.Key.Tags[0].Value!, s => s.Value.Value);
        Assert.Equal((4_000, 1), (values["steady"], values[4_000]));
        Assert.DoesNotContain("true", values.Keys);
    }

    [Fact]
    public void ForgetIdle_FewSeries_KeepsThemAll()
    {
        var metric = new Metric("answers", null, MetricKind.Counter, isObserved: false);
        metric.Record(3, [new("version", 1)]);

        for (int reading = 0; reading < 1_000; reading++)
        {
            metric.ForgetIdle();
        }

        Assert.Equal(3, Assert.Single(metric.Series).Value.Value);
    }

    [Fact]
    public void Record_MoreSeriesThanAnybodyReads_CountsTheRestTogether()
    {
        var metric = new Metric("answers", null, MetricKind.Counter, isObserved: false);
        for (int version = 0; version < 3_000; version++)
        {
            metric.Record(1, [new("version", version)]);
        }

        Assert.Equal(1_000, metric.Series.Single(s => s.Key.Tags[0].Key == "otel_metric_overflow").Value.Value);
    }
}
