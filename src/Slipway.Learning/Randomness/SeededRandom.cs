namespace Slipway.Learning.Randomness;

/// <summary>
/// A source of pseudo-random numbers whose sequence is fixed by its seed, for good: splits and searches of today can be repeated on any
/// later version of .NET. The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
/// Not for secrets. Not safe to use from several threads.
/// </summary>
/// <param name="seed">The seed; equal seeds give equal sequences.</param>
public sealed class SeededRandom(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            ulong bits = _state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }

    /// <summary>A number from 0, inclusive, to 1, exclusive: a multiple of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>
    /// A whole number from 0 to below a bound, all alike likely (Lemire, "Fast random integer generation in an interval", 2019).
    /// </summary>
    /// <param name="maxExclusive">The bound, above 0.</param>
    public int Next(int maxExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxExclusive);
        ulong bound = (ulong)maxExclusive;
        ulong unevenLow = unchecked(0 - bound) % bound;
        while (true)
        {
            ulong high = Math.BigMul(NextBits(), bound, out ulong low);
            if (low >= unevenLow)
            {
                return (int)high;
            }
        }
    }

    /// <summary>Puts the values in a random order, all orders alike likely (Fisher and Yates).</summary>
    /// <param name="values">The values; they are moved in place.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int other = Next(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    /// <summary>
    /// A source for a part of a larger work, such as one tree of many: it depends on the keys alone, not on which thread takes the part when.
    /// </summary>
    /// <param name="keys">The seed of the whole and the place of the part in it.</param>
    public static SeededRandom OfKeys(params ReadOnlySpan<int> keys)
    {
        var random = new SeededRandom(0);
        foreach (int key in keys)
        {
            random._state = unchecked((random._state ^ (uint)key) * 0xD6E8FEB86659FD93);
            random._state = random.NextBits();
        }

        return random;
    }

    /// <summary>Moves a random choice of values to the front, in random order.</summary>
    /// <param name="values">The values; they are moved in place.</param>
    /// <param name="count">How many to choose, at most all.</param>
    public void ChooseFront(Span<int> values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int other = i + Next(values.Length - i);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }
}
