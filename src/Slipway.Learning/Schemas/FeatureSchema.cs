using Slipway.Learning.Tables;

namespace Slipway.Learning.Schemas;

/// <summary>What a model knows of one feature: what callers must send.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">What its values mean.</param>
public sealed record FeatureSchema(string Name, ColumnType Type)
{
    /// <summary>Whether training rows lacked the value in places, so that callers may send null or an empty field.</summary>
    public bool AllowsMissing { get; init; }

    /// <summary>The declared lower bound, inclusive; a smaller value is refused. Numbers only.</summary>
    public double? Min { get; init; }

    /// <summary>The declared upper bound, inclusive; a larger value is refused. Numbers only.</summary>
    public double? Max { get; init; }

    /// <summary>The words seen in training, most frequent first (ties by ordinal order). Categories only; another word is accepted and treated as unseen.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>A typical value from the training rows, as JSON text would show it; for examples in documentation.</summary>
    public string? Example { get; init; }
}
