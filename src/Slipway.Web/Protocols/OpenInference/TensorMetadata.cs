namespace Slipway.Web.Protocols.OpenInference;

/// <summary>What a model takes or answers under one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Datatype">The datatype that is documented; others that widen to it are accepted.</param>
/// <param name="Shape">The dimensions; -1 where it varies.</param>
internal sealed record TensorMetadata(string Name, string Datatype, int[] Shape)
{
    /// <summary>How the values are meant, where the datatype does not say it.</summary>
    public TensorParameters? Parameters { get; init; }
}
