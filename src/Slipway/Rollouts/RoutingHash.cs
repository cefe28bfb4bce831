namespace Slipway.Rollouts;

/// <summary>Where on the scale from 0 to 1 a caller is in a rollout: the same on every server, and unlike in any other rollout.</summary>
internal static class RoutingHash
{
    /// <summary>The seed of a rollout: FNV-1a of its id.</summary>
    public static ulong Seed(string rolloutId) => Hash(rolloutId, 14695981039346656037);

    /// <summary>The place of a key.</summary>
    public static double Place(ReadOnlySpan<char> key, ulong seed) => ToUnit(Mix(Hash(key, seed)));

    /// <summary>The place of a number.</summary>
    public static double Place(ulong number, ulong seed) => ToUnit(Mix(Mix(seed ^ number) + 0x9E3779B97F4A7C15));

    private static ulong Hash(ReadOnlySpan<char> text, ulong seed)
    {
        ulong hash = seed;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood 2014): FNV alone leaves similar keys near each other.</summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private static double ToUnit(ulong x) => (x >> 11) * (1.0 / (1UL << 53));
}
