using System.Text.Json;
using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

/// <summary>
/// Every statistic against scipy on real slices: bikes of 2011 against 2012, halves of the census data, houses in the south of California
/// against the north, and halves of the diabetes data.
/// </summary>
public sealed class DriftOracleTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, string, string, string> Columns()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (string column in new[] { "temp", "hum", "windspeed", "casual", "cnt", "weathersit" })
        {
            data.Add("bike", "bike_2011", "bike_2012", column);
        }

        foreach (string column in new[] { "age", "workclass", "education-num", "capital-gain", "hours-per-week", "sex" })
        {
            data.Add("adult", "adult_first", "adult_second", column);
        }

        foreach (string column in new[] { "fnlwgt", "age", "hours-per-week" })
        {
            data.Add("adult_weights", "adult_weights_first", "adult_weights_second", column);
        }

        foreach (string column in new[] { "median_income", "total_rooms", "population", "households", "housing_median_age", "ocean_proximity" })
        {
            data.Add("california", "california_south", "california_north", column);
        }

        foreach (string column in new[] { "age", "sex", "bmi", "bp", "s1", "s5", "target" })
        {
            data.Add("diabetes", "diabetes_first", "diabetes_second", column);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Statistics_OnRealSlices_EqualScipys(string oracle, string reference, string current, string column)
    {
        var expected = DriftSlices.ReadExpected(oracle)[column];
        var pair = FullSamples(DriftSlices.Read(reference)[column], DriftSlices.Read(current)[column]);
        Assert.Equal(0, pair.RankErrorShare);

        var failures = new List<string>();
        foreach (var (name, value) in pair.IsNumeric ? Numbers(pair) : Categories(pair))
        {
            if (expected.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.Number)
            {
                double wanted = element.GetDouble();

                // scipy ends its series for this one at terms below 1e-7.
                double tolerance = name == "cvm_p" ? 1e-7 : Tolerance * Math.Max(1, Math.Abs(wanted));
                if (!(Math.Abs(value - wanted) <= tolerance))
                {
                    failures.Add($"{name}: {value:R}, expected {wanted:R}");
                }

                expected.Remove(name);
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        string[] unused = ["missing_ref", "missing_cur", "k", "edges_q10", "hist_ref", "hist_cur", "psi_q10_lc", "chi2_dof", "cramers_v"];
        Assert.Empty(expected.Keys.Except(unused));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Statistics_FromProfilesMadeInPieces_AreWithinTheStatedBound(string oracle, string reference, string current, string column)
    {
        var expected = DriftSlices.ReadExpected(oracle)[column];
        var left = InPieces(DriftSlices.Read(reference)[column]);
        var right = InPieces(DriftSlices.Read(current)[column]);
        var pair = DriftPair.OfProfiles(left, right);
        if (!pair.IsNumeric)
        {
            Assert.Equal(expected["js_e"].GetDouble(), Score("jensenShannon", pair), Tolerance);
            return;
        }

        bool isExact = left.Quantiles!.IsExact && right.Quantiles!.IsExact;
        Assert.Equal(isExact, pair.RankErrorShare == 0);
        Assert.InRange(pair.RankErrorShare, 0, 0.01);
        double range = Math.Max(left.Moments!.Value.Max, right.Moments!.Value.Max) - Math.Min(left.Moments!.Value.Min, right.Moments!.Value.Min);
        double error = pair.RankErrorShare + Tolerance;
        Assert.Equal(expected["ks"].GetDouble(), Distances.KolmogorovSmirnov(pair), error);
        Assert.Equal(expected["wasserstein"].GetDouble(), Distances.Wasserstein(pair), (pair.RankErrorShare * range) + (Tolerance * Math.Max(1, range)));
        Assert.Equal(expected["linf"].GetDouble(), Score("lInfinity", pair), 2 * error);
        Assert.Equal(expected["tv"].GetDouble(), Score("totalVariation", pair), expected["bins"].GetDouble() * error);
        Assert.Equal(expected["mean_cur"].GetDouble(), pair.CurrentMoments.Mean, Tolerance * Math.Abs(expected["mean_cur"].GetDouble()));
        Assert.Equal(expected["std_cur"].GetDouble(), pair.CurrentMoments.StandardDeviation, Tolerance * expected["std_cur"].GetDouble());
    }

    [Fact]
    public void Statistics_OfTheseSlices_AreOfSketchesToo() => Assert.NotEqual(
        0,
        DriftPair.OfProfiles(
            InPieces(DriftSlices.Read("adult_weights_first")["fnlwgt"]), InPieces(DriftSlices.Read("adult_weights_second")["fnlwgt"])).RankErrorShare);

    private static DriftPair FullSamples(Column reference, Column current) => (reference, current) is (NumberColumn left, NumberColumn right)
        ? DriftPair.OfNumbers(left.Values, right.Values)
        : DriftPair.OfProfiles(DatasetProfile.Of(new Table([reference])).Columns[0], DatasetProfile.Of(new Table([current])).Columns[0]);

    // As the profiles of the ranges of a file are made and merged.
    private static ColumnProfile InPieces(Column column)
    {
        const int Pieces = 3;
        int size = (column.RowCount / Pieces) + 1;
        var table = new Table([column]);
        return DatasetProfile.Merge([.. Enumerable.Range(0, column.RowCount).Chunk(size).Select(rows =>
            DatasetProfile.Deserialize(DatasetProfile.Of(table.Take(rows)).Serialize()).Value)]).Columns[0];
    }

    private static Dictionary<string, double> Numbers(DriftPair pair)
    {
        var deciles = HistogramBins.Quantiles(pair.ReferenceNumbers, 10).Count(pair);
        var twenty = HistogramBins.EqualWidth(pair, 20).Count(pair);
        double d = Distances.KolmogorovSmirnov(pair);
        var values = Binned(pair);
        values["n_ref"] = pair.ReferenceCount;
        values["n_cur"] = pair.CurrentCount;
        values["mean_ref"] = pair.ReferenceMoments.Mean;
        values["mean_cur"] = pair.CurrentMoments.Mean;
        values["std_ref"] = pair.ReferenceMoments.StandardDeviation;
        values["std_cur"] = pair.CurrentMoments.StandardDeviation;
        values["ks"] = d;
        values["ks_p_asymp"] = Learning.Statistics.TwoSampleKolmogorov.AsymptoticSurvival(d, pair.ReferenceCount, pair.CurrentCount);
        values["ks_p_exact"] = Score("ks", pair);
        values["psi_q10"] = Score("psiQuantiles", pair);
        values["js_q10"] = Distances.JensenShannon(deciles) / Math.Sqrt(Math.Log(2));
        values["js_w20"] = Distances.JensenShannon(twenty) / Math.Sqrt(Math.Log(2));
        values["wasserstein"] = Distances.Wasserstein(pair);
        values["wasserstein_norm"] = Score("wasserstein", pair);
        values["energy"] = Score("energy", pair);
        values["cvm_p"] = Score("cramerVonMises", pair);
        values["anderson_p"] = Score("andersonDarling", pair);
        values["mannw_p"] = Score("mannWhitney", pair);
        values["t_p"] = Score("t", pair);
        return values;
    }

    private static Dictionary<string, double> Categories(DriftPair pair)
    {
        var values = Binned(pair);
        values["n_ref"] = pair.ReferenceCount;
        values["n_cur"] = pair.CurrentCount;
        values["chi2"] = PValues.ContingencyStatistic(pair.Categories);
        values["chi2_p"] = PValues.Contingency(pair.Categories);
        values["gof"] = PValues.ChiSquareStatistic(pair.Categories);
        values["gof_p"] = Score("chiSquare", pair);
        values["g_p"] = Score("g", pair);
        values["z_p"] = Score("z", pair);
        values["psi"] = Distances.StabilityIndex(pair.Categories);
        values["js"] = Distances.JensenShannon(pair.Categories) / Math.Sqrt(Math.Log(2));
        values["tvd"] = Distances.TotalVariation(pair.Categories);
        return values;
    }

    private static Dictionary<string, double> Binned(DriftPair pair) => new()
    {
        ["bins"] = pair.ToBins().Length,
        ["js_e"] = Score("jensenShannon", pair),
        ["psi_filled"] = Score("psi", pair),
        ["kl"] = Score("kullbackLeibler", pair),
        ["hellinger"] = Score("hellinger", pair),
        ["tv"] = Score("totalVariation", pair),
        ["linf"] = Score("lInfinity", pair),
    };

    private static double Score(string test, DriftPair pair) => DriftTests.TryFind(test, out var found) ? found.Score(pair) : double.NaN;
}
