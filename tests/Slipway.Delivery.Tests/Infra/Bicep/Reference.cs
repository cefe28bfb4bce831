namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A name that a file uses.</summary>
/// <param name="Name">The name.</param>
/// <param name="Line">Where.</param>
/// <param name="Kind">What is asked of it.</param>
internal sealed record Reference(string Name, int Line, ReferenceKind Kind);

/// <summary>What a name stands for.</summary>
internal enum ReferenceKind
{
    /// <summary>A symbol of the file.</summary>
    Symbol,

    /// <summary>A function of the language.</summary>
    Function,

    /// <summary>A resource in another, which is not there.</summary>
    NoSuchNested,
}
