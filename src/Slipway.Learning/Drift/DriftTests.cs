using System.Diagnostics.CodeAnalysis;
using Slipway.Learning.Drift.Tests;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Drift;

/// <summary>Every drift test, and the choice among them.</summary>
public static class DriftTests
{
    /// <summary>
    /// The reference with at most so many values gets a test of significance, a larger one a distance: with many rows any difference is
    /// significant.
    /// </summary>
    public const int MaxReferenceRowsForSignificance = 1000;

    /// <summary>Numbers with at most so many distinct values are compared as categories.</summary>
    public const int MaxNumbersAsCategories = 5;

    /// <summary>The Kolmogorov-Smirnov test.</summary>
    public static DriftTest KolmogorovSmirnov { get; } = new KolmogorovSmirnovTest();

    /// <summary>The chi-square test.</summary>
    public static DriftTest ChiSquare { get; } = new ChiSquareTest();

    /// <summary>The Z-test of proportions.</summary>
    public static DriftTest Proportions { get; } = new ProportionsTest();

    /// <summary>The normed Wasserstein distance.</summary>
    public static DriftTest Wasserstein { get; } = new WassersteinTest();

    /// <summary>The Jensen-Shannon distance.</summary>
    public static DriftTest JensenShannon { get; } = new JensenShannonTest();

    /// <summary>All tests.</summary>
    public static IReadOnlyList<DriftTest> All { get; } =
    [
        KolmogorovSmirnov,
        ChiSquare,
        Proportions,
        Wasserstein,
        JensenShannon,
        new StabilityIndexTest(),
        new QuantileStabilityIndexTest(),
        new HellingerTest(),
        new KullbackLeiblerTest(),
        new TotalVariationTest(),
        new LInfinityTest(),
        new EnergyTest(),
        new GTest(),
        new StudentTest(),
        new MannWhitneyTest(),
        new CramerVonMisesTest(),
        new AndersonDarlingTest(),
    ];

    /// <summary>Finds a test by its name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out DriftTest? test)
    {
        test = All.FirstOrDefault(test => test.Name == name);
        return test is not null;
    }

    /// <summary>
    /// The test that suits a column. A reference of at most 1000 values: the Kolmogorov-Smirnov test for numbers with more than five
    /// distinct
    /// values, the Z-test for at most two, the chi-square test for the rest. A larger one: the Wasserstein distance for such numbers, the
    /// Jensen-Shannon distance for the rest.
    /// </summary>
    /// <param name="type">Number, category or boolean.</param>
    /// <param name="referenceCount">The values in the reference.</param>
    /// <param name="distinctCount">The distinct values in both samples together.</param>
    public static DriftTest Choose(ColumnType type, long referenceCount, long distinctCount)
    {
        bool isQuantity = type == ColumnType.Number && distinctCount > MaxNumbersAsCategories;
        if (referenceCount > MaxReferenceRowsForSignificance)
        {
            return isQuantity ? Wasserstein : JensenShannon;
        }

        if (isQuantity)
        {
            return KolmogorovSmirnov;
        }

        return distinctCount > 2 ? ChiSquare : Proportions;
    }
}
