using Slipway.Learning.Drift;
using Slipway.Projects;

namespace Slipway.Monitoring;

/// <summary>Reads how a model's spec wants drift to be found.</summary>
public static class DriftSettings
{
    /// <summary>The options of a comparison.</summary>
    public static DriftOptions ToOptions(DriftSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new DriftOptions
        {
            Test = TestOf(spec.Method),
            Threshold = spec.Threshold,
            ColumnThresholds = spec.ColumnThresholds,
            DriftedShare = spec.DriftedShare,
        };
    }

    private static DriftTest? TestOf(DriftMethod method) => method switch
    {
        DriftMethod.Auto => null,
        DriftMethod.Psi => DriftTests.TryFind("psi", out var test) ? test : throw new InvalidOperationException("There is no test 'psi'."),
        DriftMethod.KolmogorovSmirnov => DriftTests.KolmogorovSmirnov,
        DriftMethod.ChiSquare => DriftTests.ChiSquare,
        DriftMethod.Wasserstein => DriftTests.Wasserstein,
        DriftMethod.JensenShannon => DriftTests.JensenShannon,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };
}
