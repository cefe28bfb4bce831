namespace Slipway.Learning.Profiles;

/// <summary>How often words occur. Booleans are the words <c>true</c> and <c>false</c>.</summary>
/// <param name="Words">The words, most frequent first (ties by ordinal order), at most <see cref="MaxWords"/>.</param>
/// <param name="Counts">One a word.</param>
/// <param name="OtherCount">Rows with a word that is not listed: too rare, too late or too long.</param>
public sealed record CategoryCounts(IReadOnlyList<string> Words, IReadOnlyList<long> Counts, long OtherCount)
{
    /// <summary>The most words that a profile lists.</summary>
    public const int MaxWords = 1000;

    /// <summary>The longest word that is listed, in UTF-16 units; longer ones count as others.</summary>
    public const int MaxWordLength = 256;

    /// <summary>No words.</summary>
    public static CategoryCounts Empty { get; } = new([], [], 0);

    /// <summary>The rows that have a word.</summary>
    public long Total => Counts.Sum() + OtherCount;
}
