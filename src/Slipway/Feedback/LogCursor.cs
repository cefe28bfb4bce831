namespace Slipway.Feedback;

/// <summary>How far one log of a model was read, so that the next reading takes what came since.</summary>
public sealed record LogCursor
{
    /// <summary>
    /// For how long after its hour an object of a log may still grow, because its process could not reach the store. What comes later is
    /// not noticed by those who read on from a cursor.
    /// </summary>
    public static readonly TimeSpan GrowsFor = TimeSpan.FromDays(2);

    /// <summary>When the log was read, UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>The objects that may still grow, by key.</summary>
    public IReadOnlyDictionary<string, LogPosition> Positions { get; set; } = new Dictionary<string, LogPosition>();
}

/// <summary>How far an object of a log was read.</summary>
/// <param name="ETag">The mark of the state that it was in.</param>
/// <param name="OffsetInBytes">Where the first line begins that was not read.</param>
public sealed record LogPosition(string ETag, long OffsetInBytes);
