namespace Slipway.Learning.Learners;

/// <summary>
/// A stream of pseudo-random numbers that depends on its keys alone (SplitMix64: Steele, Lea and Flood 2014). A stream for each tree makes
/// the result independent of which thread grows it.
/// </summary>
internal struct SeededRandom
{
    private ulong _state;

    /// <summary>Starts the stream of these keys.</summary>
    public SeededRandom(params ReadOnlySpan<int> keys)
    {
        foreach (int key in keys)
        {
            _state = (_state ^ (uint)key) * 0xD6E8FEB86659FD93;
            _state = NextBits();
        }
    }

    /// <summary>A whole number from 0 to below <paramref name="endExclusive"/>.</summary>
    public int Next(int endExclusive) => (int)(((NextBits() >> 32) * (ulong)endExclusive) >> 32);

    /// <summary>Moves a random choice of <paramref name="count"/> items to the front.</summary>
    public void ChooseFront(Span<int> items, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int j = i + Next(items.Length - i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
