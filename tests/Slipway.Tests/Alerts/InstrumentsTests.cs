using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Slipway.PredictionLog;
using Slipway.Telemetry;
using Slipway.Tests.Architecture;

namespace Slipway.Tests.Alerts;

public sealed partial class InstrumentsTests
{
    [Fact]
    public void Instruments_CreatedInCode_AreThoseOfTheTable()
    {
        var created = new HashSet<(string Name, string? Unit, string? Description)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith(Instruments.Meter, StringComparison.Ordinal))
                {
                    lock (created)
                    {
                        created.Add((instrument.Name, instrument.Unit, instrument.Description));
                    }
                }
            },
        };
        RuntimeHelpers.RunClassConstructor(typeof(LogMeter).TypeHandle);
        using var metrics = new SlipwayMetrics();

        listener.Start();

        Assert.Equal(Instruments.All.Select(i => (i.Name, (string?)i.Unit, (string?)i.Description)).ToHashSet(), created);
    }

    [Fact]
    public void Sources_Instruments_TakeTheirNamesFromTheTable() => Assert.All(
        Repository.SourceFiles("*.cs"),
        file => Assert.False(
            NamedInPlace().IsMatch(File.ReadAllText(file)), $"{file} names an instrument or a meter; add it to {nameof(Instruments)} and take the name from there."));

    [Theory]
    [InlineData("meter.CreateCounter<long>(\n    \"slipway.x\")")]
    [InlineData("meter.CreateObservableGauge(\"slipway.x\", f)")]
    [InlineData("new Meter(\"Slipway.Other\")")]
    [InlineData("Meter Meter { get; } = new(\"Slipway.Other\")")]
    public void Rule_NamesInPlace_AreFound(string source) => Assert.Matches(NamedInPlace(), source);

    [GeneratedRegex("""\.Create(Observable)?(Counter|UpDownCounter|Histogram|Gauge)(<\w+>)?\(\s*\$?"|\bMeter\s*\(\s*"|\bMeter\s+\w+\s*(\{[^}]*\})?\s*=\s*new\s*\(\s*["]""")]
    private static partial Regex NamedInPlace();
}
