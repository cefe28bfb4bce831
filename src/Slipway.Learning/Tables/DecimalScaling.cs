using System.Numerics;

namespace Slipway.Learning.Tables;

/// <summary>
/// Multiplies whole numbers by powers of ten, rounded to the nearest double: one or two multiplications of 64 bits (Lemire, "Number
/// parsing at a gigabyte per second", 2021; Mushtak and Lemire, "Fast number parsing without fallback", 2023). The powers here are those
/// whose fives fit in 64 bits.
/// </summary>
internal static class DecimalScaling
{
    /// <summary>The largest power of ten, up or down.</summary>
    public const int MaxPower = 27;

    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;

    // The upper and the lower half of 128 bits of each power of five; of a negative one, rounded up.
    private static readonly (ulong High, ulong Low)[] Fives = [.. Enumerable.Range(-MaxPower, (2 * MaxPower) + 1).Select(Five)];

    /// <summary>The double nearest to <c>mantissa * 10^power</c>; the even one of two.</summary>
    /// <param name="mantissa">Above 0.</param>
    /// <param name="power">From -<see cref="MaxPower"/> to <see cref="MaxPower"/>.</param>
    public static double Scale(ulong mantissa, int power)
    {
        var five = Fives[power + MaxPower];
        int shift = BitOperations.LeadingZeroCount(mantissa);
        ulong normal = mantissa << shift;
        ulong high = Math.BigMul(normal, five.High, out ulong low);
        const ulong unsure = ulong.MaxValue >> (MantissaBits + 3);
        if ((high & unsure) == unsure)
        {
            ulong carry = Math.BigMul(normal, five.Low, out _);
            low += carry;
            high += low < carry ? 1UL : 0;
        }

        int upper = (int)(high >> 63);
        int dropped = upper + 64 - MantissaBits - 3;
        ulong bits = high >> dropped;

        // Exactly between two doubles, the even one: only few powers get there.
        if (low <= 1 && power is >= -4 and <= 23 && (bits & 3) == 1 && bits << dropped == high)
        {
            bits &= ~1UL;
        }

        bits = (bits + (bits & 1)) >> 1;

        // The binary exponent of a power of ten: its fives have log2(5) bits each, and it has as many twos.
        int exponent = ((217706 * power) >> 16) + 63 + upper - shift + ExponentBias;
        if (bits == 2UL << MantissaBits)
        {
            bits >>= 1;
            exponent++;
        }

        return BitConverter.UInt64BitsToDouble((bits & ~(1UL << MantissaBits)) | ((ulong)exponent << MantissaBits));
    }

    private static (ulong High, ulong Low) Five(int power)
    {
        ulong five = 1;
        for (int i = 0; i < Math.Abs(power); i++)
        {
            five *= 5;
        }

        int zeros = BitOperations.LeadingZeroCount(five);
        if (power >= 0)
        {
            return (five << zeros, 0);
        }

        // 2^(127 + bits of the power) / power, digit by digit of 64 bits, and 1 for what is cut off.
        var rest = (UInt128)(1UL << (63 - zeros)) << 64;
        ulong high = (ulong)(rest / five);
        ulong low = (ulong)(((rest % five) << 64) / five);
        return low == ulong.MaxValue ? (high + 1, 0) : (high, low + 1);
    }
}
