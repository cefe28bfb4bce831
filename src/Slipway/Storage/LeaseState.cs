namespace Slipway.Storage;

/// <summary>What a folder knows of a lease.</summary>
internal sealed record LeaseState(string Name, long Term, DateTimeOffset ExpiresAt)
{
    public static LeaseState None { get; } = new("", 0, DateTimeOffset.MinValue);
}
