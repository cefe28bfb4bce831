namespace Slipway.Projects;

/// <summary>The score that says how far current data is from the reference.</summary>
public enum DriftMethod
{
    /// <summary>Chosen for each column by its type and the number of rows.</summary>
    Auto,

    /// <summary>Population stability index.</summary>
    Psi,

    /// <summary>Two-sample Kolmogorov-Smirnov test; numbers.</summary>
    KolmogorovSmirnov,

    /// <summary>Chi-square test; categories.</summary>
    ChiSquare,

    /// <summary>Wasserstein distance in standard deviations of the reference; numbers.</summary>
    Wasserstein,

    /// <summary>Jensen-Shannon distance.</summary>
    JensenShannon,
}
