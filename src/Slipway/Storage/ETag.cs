namespace Slipway.Storage;

/// <summary>An opaque mark of one state of an object: it changes whenever the content is written.</summary>
/// <param name="Value">The mark, without quotes.</param>
public readonly record struct ETag(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
