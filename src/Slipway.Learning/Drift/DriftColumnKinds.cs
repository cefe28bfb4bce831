namespace Slipway.Learning.Drift;

/// <summary>The columns that a test can compare.</summary>
[Flags]
public enum DriftColumnKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Numbers.</summary>
    Numbers = 1,

    /// <summary>Categories and booleans.</summary>
    Categories = 2,

    /// <summary>Any of them.</summary>
    All = Numbers | Categories,
}
