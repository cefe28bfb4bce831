using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

public sealed class DriftPropertyTests
{
    private static readonly string[] Asymmetric = ["wasserstein", "psiQuantiles", "kullbackLeibler", "chiSquare", "g"];

    public static TheoryData<string> Names() => [.. DriftTests.All.Select(test => test.Name)];

    [Fact]
    public void All_HaveNamesOfTheirOwnThatAreFound()
    {
        Assert.Equal(DriftTests.All.Count, DriftTests.All.Select(test => test.Name).Distinct().Count());
        Assert.All(DriftTests.All, test => Assert.True(DriftTests.TryFind(test.Name, out var found) && found == test));
        Assert.False(DriftTests.TryFind("nope", out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_OfIdenticalSamples_MeansNoDrift(string name)
    {
        DriftTests.TryFind(name, out var test);
        foreach (var sample in Samples())
        {
            double score = test!.Score(DriftPair.OfNumbers(sample, sample));
            Assert.Equal(test.IsPValue ? (name == "andersonDarling" ? 0.25 : 1) : 0, score, 1e-9);
            Assert.False(test.IsDrift(score, test.DefaultThreshold));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_OfAnySamples_IsInBoundsAndSymmetric(string name)
    {
        DriftTests.TryFind(name, out var test);
        var samples = Samples().ToArray();
        foreach (double[] left in samples)
        {
            foreach (double[] right in samples)
            {
                double score = test!.Score(DriftPair.OfNumbers(left, right));
                Assert.True(score >= 0 && (!test.IsPValue || score <= 1) && double.IsFinite(score), $"{score}");
                if (!Asymmetric.Contains(name) && Math.Min(left.Distinct().Count(), right.Distinct().Count()) > HistogramBins.MaxListedValues)
                {
                    Assert.Equal(score, test.Score(DriftPair.OfNumbers(right, left)), 1e-9);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Score_OfFarApartSamples_MeansDrift(string name)
    {
        DriftTests.TryFind(name, out var test);
        double[] reference = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 1.0 : 0.0)];
        double[] current = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 0.0 : 1.0)];

        double score = test!.Score(DriftPair.OfNumbers(reference, current));

        Assert.True(test.IsDrift(score, test.DefaultThreshold), $"{score}");
    }

    [Theory]
    [InlineData(ColumnType.Number, 1000, 6, "ks")]
    [InlineData(ColumnType.Number, 1000, 5, "chiSquare")]
    [InlineData(ColumnType.Number, 1000, 3, "chiSquare")]
    [InlineData(ColumnType.Number, 1000, 2, "z")]
    [InlineData(ColumnType.Category, 1000, 3, "chiSquare")]
    [InlineData(ColumnType.Category, 1000, 2, "z")]
    [InlineData(ColumnType.Boolean, 10, 2, "z")]
    [InlineData(ColumnType.Number, 1001, 6, "wasserstein")]
    [InlineData(ColumnType.Number, 1001, 5, "jensenShannon")]
    [InlineData(ColumnType.Category, 1001, 2, "jensenShannon")]
    [InlineData(ColumnType.Boolean, 5000, 2, "jensenShannon")]
    public void Choose_ByTypeAndSize_IsTheTableOfDefaults(ColumnType type, long referenceCount, long distinct, string expected) =>
        Assert.Equal(expected, DriftTests.Choose(type, referenceCount, distinct).Name);

    [Fact]
    public void ChiSquare_OfACategoryTheReferenceLacks_IsZero()
    {
        var pair = DriftPair.OfCategories(new(["a", "b"], [90, 10], 0), new(["a", "c"], [9, 1], 0));

        Assert.Equal(0, DriftTests.ChiSquare.Score(pair));
    }

    [Fact]
    public void Categories_WhereOneSideListsNotAll_PoolsWhatItMayHide()
    {
        var pair = DriftPair.OfCategories(new(["a"], [90], 10), new(["a", "b"], [9, 1], 0));

        Assert.Equal([90, 10], pair.Categories.Reference);
        Assert.Equal([9, 1], pair.Categories.Current);
    }

    [Fact]
    public void Score_FromSketches_IsWithinTheStatedBoundOfTheFullSample()
    {
        var random = new Random(12);
        double[] reference = [.. Enumerable.Range(0, 60_000).Select(_ => Gaussian(random))];
        double[] current = [.. Enumerable.Range(0, 40_000).Select(_ => (Gaussian(random) * 1.1) + 0.2)];
        var full = DriftPair.OfNumbers(reference, current);
        var sketched = DriftPair.OfProfiles(Profile(reference), Profile(current));
        double range = Math.Max(full.ReferenceMoments.Max, full.CurrentMoments.Max) - Math.Min(full.ReferenceMoments.Min, full.CurrentMoments.Min);

        Assert.InRange(sketched.RankErrorShare, 1e-6, 0.002);
        Assert.Equal(Distances.KolmogorovSmirnov(full), Distances.KolmogorovSmirnov(sketched), sketched.RankErrorShare);
        Assert.Equal(Distances.Wasserstein(full), Distances.Wasserstein(sketched), sketched.RankErrorShare * range);
        Assert.Equal(DriftTests.JensenShannon.Score(full), DriftTests.JensenShannon.Score(sketched), 0.005);
        foreach (var (r, f) in HistogramBins.EqualWidth(sketched, 20).Count(sketched).Reference
            .Zip(HistogramBins.EqualWidth(full, 20).Count(full).Reference))
        {
            Assert.InRange(Math.Abs(r - f) / 60_000.0, 0, 2 * sketched.RankErrorShare);
        }
    }

    internal static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());

    private static ColumnProfile Profile(double[] values) => DatasetProfile.Of(new Table([new NumberColumn("x", values)])).Columns[0];

    private static IEnumerable<double[]> Samples()
    {
        var random = new Random(8);
        yield return [.. Enumerable.Range(0, 50).Select(_ => Gaussian(random))];
        yield return [.. Enumerable.Range(0, 80).Select(_ => 1 + (2 * Gaussian(random)))];
        yield return [.. Enumerable.Range(0, 64).Select(i => (double)(i % 5))];
        yield return [3, 3, 3, 3];
        yield return [-1e12, 0, 1e12, 5];
    }
}
