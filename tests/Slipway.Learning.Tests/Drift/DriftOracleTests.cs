using System.Text.Json;
using Slipway.Learning.Drift;
using Slipway.Learning.Profiles;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

/// <summary>Every statistic against scipy on real slices: bikes 2011 against 2012, and two halves of the census data.</summary>
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

        return data;
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Statistics_OnRealSlices_EqualScipys(string oracle, string reference, string current, string column)
    {
        var expected = DriftSlices.ReadExpected(oracle)[column];
        var left = DatasetProfile.Of(new Table([DriftSlices.Read(reference)[column]])).Columns[0];
        var right = DatasetProfile.Of(new Table([DriftSlices.Read(current)[column]])).Columns[0];
        var pair = DriftPair.OfProfiles(left, right);
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
