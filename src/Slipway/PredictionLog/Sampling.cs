using System.Buffers.Binary;

namespace Slipway.PredictionLog;

/// <summary>Which predictions are logged: by their id alone, so that every process and every replay chooses the same.</summary>
internal static class Sampling
{
    /// <summary>Whether a prediction is in a sample.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="rate">The share that is, 0 to 1.</param>
    public static bool Includes(Guid id, double rate)
    {
        if (rate >= 1)
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);

        // The ids of one request differ by one, and the first bits are the time: only a mix of all bits is even.
        ulong mixed = Mix(Mix(BinaryPrimitives.ReadUInt64BigEndian(bytes)) ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return (mixed >> 11) * (1.0 / (1UL << 53)) < rate;
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
