using System.Diagnostics.Metrics;
using Slipway.Alerts;
using Slipway.Audit;
using Slipway.Registry;
using Slipway.Telemetry;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Alerts;

public sealed class AlertDeskTests
{
    private static readonly ModelName Wine = ModelName.Parse("wine");
    private readonly ManualTime _time = new();
    private readonly MemoryObjectStore _store;
    private readonly RecordingChannel _channel = new();
    private readonly AlertStore _alerts;

    public AlertDeskTests()
    {
        _store = new MemoryObjectStore(_time);
        _alerts = new AlertStore(_store);
    }

    [Fact]
    public async Task Raise_SameConditionAgain_TellsOnceUntilTheReminder()
    {
        var desk = Desk();
        for (int i = 0; i < 5; i++)
        {
            await desk.RaiseAsync(Drift(), default);
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal([AlertNotice.Opened], _channel.Notices);
        _time.Advance(TimeSpan.FromHours(20));
        var alert = await desk.RaiseAsync(Drift(), default);

        Assert.Equal([AlertNotice.Opened, AlertNotice.Reminder], _channel.Notices);
        Assert.Equal(6, alert.Count);
    }

    [Fact]
    public async Task Resolve_OpenAlert_TellsOnce()
    {
        var desk = Desk();
        await desk.RaiseAsync(Drift(), default);

        await desk.ResolveAsync(AlertKind.DriftDetected, Wine, "inputs", default);
        await desk.ResolveAsync(AlertKind.DriftDetected, Wine, "inputs", default);
        await desk.ResolveAsync(AlertKind.DriftDetected, Wine, "labels", default);

        Assert.Equal([AlertNotice.Opened, AlertNotice.Resolved], _channel.Notices);
        Assert.Equal(AlertStatus.Resolved, Assert.Single(await _alerts.ListAsync(default).ToListAsync()).Status);
    }

    [Fact]
    public async Task Raise_FromManyProcesses_TellsOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Desk().RaiseAsync(Drift(), default))));

        Assert.Equal([AlertNotice.Opened], _channel.Notices);
        Assert.Equal(10, Assert.Single(await _alerts.ListAsync(default).ToListAsync()).Count);
    }

    [Fact]
    public async Task Raise_BrokenChannel_IsCountedAndNotFatal()
    {
        _channel.IsBroken = true;
        var measured = new List<(string Name, string? Outcome)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == Instruments.Meter)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            lock (measured)
            {
                measured.Add((instrument.Name, tags.ToArray().FirstOrDefault(t => t.Key == "outcome").Value as string));
            }
        });
        listener.Start();

        var alert = await Desk().RaiseAsync(Drift(), default);

        Assert.Equal(AlertStatus.Open, alert.Status);
        lock (measured)
        {
            Assert.Contains(("slipway.alert.notices", "failed"), measured);
        }
    }

    [Fact]
    public async Task Resolve_UnknownFingerprint_IsNotFound() =>
        Assert.Equal("alert.notFound", Assert.Single((await Desk().ResolveAsync("no-such", default)).Problems).Code);

    [Fact]
    public void Instruments_Names_AreUniqueAndBelowOnePrefix()
    {
        Assert.All(Instruments.All, i => Assert.StartsWith("slipway.", i.Name, StringComparison.Ordinal));
        Assert.Equal(Instruments.All.Count, Instruments.All.Select(i => i.Name).Distinct().Count());
    }

    private static AlertCondition Drift() => new(AlertKind.DriftDetected, Wine, "inputs", AlertSeverity.Warning, "Drift", "5 of 9 columns.");

    private AlertDesk Desk()
    {
        var registry = new ModelRegistry(_store, new AuditLog(_store), _time);
        return new AlertDesk(_alerts, new ChampionSpecs(registry), [_channel], new AlertOptions(), new SlipwayMetrics(), _time);
    }
}
