namespace Slipway.Serving.Tensors;

/// <summary>What a request says of a tensor besides its data.</summary>
internal struct TensorHeader
{
    public const int NoFeature = -1;
    public const int NotBinary = -1;

    public TensorHeader() => (Feature, BinarySize) = (NoFeature, NotBinary);

    /// <summary>The feature of that name, 0-based, or <see cref="NoFeature"/>.</summary>
    public int Feature { get; set; }

    /// <summary>The name, where it is that of no feature.</summary>
    public string? UnknownName { get; set; }

    public bool HasName { get; set; }

    /// <summary>The number of dimensions; 0 when there is no shape yet.</summary>
    public int Rank { get; set; }

    public long Rows { get; set; }

    /// <summary>The values of a row.</summary>
    public long Width { get; set; }

    public TensorDatatype Datatype { get; set; }

    /// <summary>The bytes of its data after the JSON, or <see cref="NotBinary"/>.</summary>
    public long BinarySize { get; set; }

    /// <summary>Whether all is known that reading its data needs.</summary>
    public readonly bool IsComplete => HasName && Rank > 0 && Datatype != TensorDatatype.Unknown;
}
