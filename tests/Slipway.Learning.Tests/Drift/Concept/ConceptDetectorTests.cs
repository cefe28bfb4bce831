using Slipway.Learning.Drift.Concept;
using Slipway.Learning.Randomness;
using Xunit.Abstractions;

namespace Slipway.Learning.Tests.Drift.Concept;

public sealed class ConceptDetectorTests(ITestOutputHelper output)
{
    private const int ChangeAt = 2000;

    public static TheoryData<string, int> Delays() => new() { { "ddm", 200 }, { "pageHinkley", 400 }, { "adwin", 200 } };

    [Theory]
    [MemberData(nameof(Delays))]
    public void Add_ErrorsBecomeMoreFrequent_SignalsDriftSoon(string name, int maxMeanDelay)
    {
        var delays = new List<int>();
        for (int seed = 0; seed < 20; seed++)
        {
            var (drifts, _) = Run(Create(name), seed, i => i < ChangeAt ? 0.1 : 0.4, ChangeAt + 1000);
            int[] after = [.. drifts.Where(at => at >= ChangeAt)];
            Assert.NotEmpty(after);
            delays.Add(after[0] - ChangeAt);
        }

        output.WriteLine($"{name}: error rate 0.1 to 0.4 is signalled after {delays.Average()} outcomes on average, {delays.Max()} at most");
        Assert.InRange(delays.Average(), 1, maxMeanDelay);
    }

    [Theory]
    [InlineData("ddm", 6)]
    [InlineData("pageHinkley", 0)]
    [InlineData("adwin", 1)]
    public void Add_ErrorsStayAsTheyAre_RarelySignalsDrift(string name, int maxStreams)
    {
        int alarmed = Enumerable.Range(100, 20).Count(seed => Run(Create(name), seed, _ => 0.2, 3000).Drifts.Count > 0);

        Assert.InRange(alarmed, 0, maxStreams);
    }

    [Fact]
    public void Ddm_BeforeDrift_Warns()
    {
        var (drifts, warnings) = Run(new DriftDetectionMethod(), 1, i => i < ChangeAt ? 0.1 : 0.4, ChangeAt + 1000);

        Assert.Contains(warnings, at => at >= ChangeAt && at < drifts.First(drift => drift >= ChangeAt));
    }

    [Fact]
    public void Ddm_NoShare_IsTheCallersMistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftDetectionMethod().Add(double.NaN));

    [Fact]
    public void Adwin_AfterAChange_KeepsOnlyTheNewValues()
    {
        var adwin = new Adwin();
        Run(adwin, 2, i => i < ChangeAt ? 0.1 : 0.6, ChangeAt + 1000);

        Assert.InRange(adwin.WindowLength, 500, 1200);
        Assert.InRange(adwin.Mean, 0.5, 0.7);
    }

    [Fact]
    public void Adwin_ErrorsBecomeRarer_SignalsToo() =>
        Assert.NotEmpty(Run(new Adwin(), 3, i => i < ChangeAt ? 0.5 : 0.1, ChangeAt + 500).Drifts);

    private static IConceptDetector Create(string name)
    {
        IConceptDetector[] all = [new DriftDetectionMethod(), new PageHinkley(), new Adwin()];
        return all.Single(detector => detector.Name == name);
    }

    private static (List<int> Drifts, List<int> Warnings) Run(IConceptDetector detector, int seed, Func<int, double> rate, int count)
    {
        var random = new SeededRandom(seed);
        var drifts = new List<int>();
        var warnings = new List<int>();
        for (int i = 0; i < count; i++)
        {
            var state = detector.Add(random.NextDouble() < rate(i) ? 1 : 0);
            (state == ConceptState.Drift ? drifts : state == ConceptState.Warning ? warnings : []).Add(i);
        }

        return (drifts, warnings);
    }
}
