namespace Slipway.Storage;

/// <summary>What must hold for a put to happen.</summary>
public readonly record struct PutCondition
{
    private PutCondition(bool mustNotExist, ETag? ifMatch) => (MustNotExist, IfMatch) = (mustNotExist, ifMatch);

    /// <summary>Write whatever is there. This is the default.</summary>
    public static PutCondition Always => default;

    /// <summary>Write only when there is no such object yet.</summary>
    public static PutCondition IfAbsent => new(true, null);

    /// <summary>Whether the object must not exist yet.</summary>
    public bool MustNotExist { get; }

    /// <summary>The state that the object must still be in, if any.</summary>
    public ETag? IfMatch { get; }

    /// <summary>Write only when the object is still in the state that was read.</summary>
    public static PutCondition IfUnchanged(ETag etag) => new(false, etag);
}
