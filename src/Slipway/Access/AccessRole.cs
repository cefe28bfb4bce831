namespace Slipway.Access;

/// <summary>What a caller may do. None of them holds another: a key has all that it needs.</summary>
public enum AccessRole
{
    /// <summary>Predict, send feedback, and ask for what a client of a model needs to know.</summary>
    Predict,

    /// <summary>See everything: the registry, pages, reports, metrics.</summary>
    Read,

    /// <summary>Change what is in production, and see everything.</summary>
    Operate,
}
