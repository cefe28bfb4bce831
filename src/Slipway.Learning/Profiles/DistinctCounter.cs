using System.Numerics;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Counts distinct values by their hashes: exactly up to a limit, then by the HyperLogLog estimate (P. Flajolet et al., AofA 2007), whose
/// registers add up across parts in any order. Hashes are fixed functions of the value, so that profiles of different processes merge.
/// </summary>
internal sealed class DistinctCounter
{
    public const int ExactLimit = 1024;
    public const int RegisterCount = 1 << IndexBits;
    private const int IndexBits = 11;

    private HashSet<ulong>? _hashes = [];
    private byte[]? _registers;

    public DistinctCount Count => _hashes is not null ? new(_hashes.Count, true) : new(Estimate(_registers!), false);

    public void Add(double value) => Add(Mix((ulong)BitConverter.DoubleToInt64Bits(value)));

    public void Add(long value) => Add(Mix((ulong)value));

    public void Add(string text)
    {
        // FNV-1a over UTF-16, finished by a mixer because its upper bits alone are weak.
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        Add(Mix(hash));
    }

    public void Add(DistinctState state)
    {
        foreach (ulong hash in state.Hashes)
        {
            Add(hash);
        }

        if (state.Registers is { } registers)
        {
            Spill();
            for (int i = 0; i < RegisterCount; i++)
            {
                _registers![i] = Math.Max(_registers[i], registers[i]);
            }
        }
    }

    public DistinctState ToState() => _hashes is not null ? new([.. _hashes.Order()], null) : new([], [.. _registers!]);

    public static long Estimate(byte[] registers)
    {
        double sum = 0;
        int zeros = 0;
        foreach (byte register in registers)
        {
            sum += Math.ScaleB(1, -register);
            zeros += register == 0 ? 1 : 0;
        }

        const double count = RegisterCount;
        double estimate = 0.7213 / (1 + (1.079 / count)) * count * count / sum;
        return (long)Math.Round(estimate <= 2.5 * count && zeros > 0 ? count * Math.Log(count / zeros) : estimate);
    }

    private void Add(ulong hash)
    {
        if (_hashes is not null)
        {
            _hashes.Add(hash);
            if (_hashes.Count > ExactLimit)
            {
                Spill();
            }

            return;
        }

        int index = (int)(hash >> (64 - IndexBits));
        byte rank = (byte)(BitOperations.LeadingZeroCount((hash << IndexBits) | (1UL << (IndexBits - 1))) + 1);
        if (rank > _registers![index])
        {
            _registers[index] = rank;
        }
    }

    private void Spill()
    {
        if (_hashes is not { } hashes)
        {
            return;
        }

        _hashes = null;
        _registers = new byte[RegisterCount];
        foreach (ulong hash in hashes)
        {
            Add(hash);
        }
    }

    // The finishing step of SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014): a bijection, so numbers never collide.
    internal static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
