using System.Globalization;
using System.Runtime.CompilerServices;

namespace Slipway.Learning.Tables;

/// <summary>
/// Writes floats as the runtime does, in the fewest digits that read back as the same float, but faster for common ones:
/// whole numbers, and what is from about a thousandth to a million. The rest is left to the runtime. Nothing depends on a culture.
/// </summary>
/// <remarks>
/// With k decimals the nearest number to M / 2^q is n = M 10^k / 2^q, rounded. It reads back as the float if it is within half a unit
/// of M, that is if |n 2^q - M 10^k| is below 10^k / 2. What works with k decimals works with more, so the least k that works is the
/// shortest. All of this is exact in 64 bits.
/// </remarks>
public static class FloatText
{
    /// <summary>The room that a float needs, in bytes.</summary>
    public const int MaxLength = 24;

    private const int FractionBits = 23;
    private const int FractionMask = (1 << FractionBits) - 1;
    private const int ExponentBias = 127;

    // From 2^-10, so that all digits fit 64 bits, to below 2^20, where whole numbers are still all floats.
    private const int LeastExponent = -10;
    private const int ExponentEnd = 20;

    private static ReadOnlySpan<ulong> PowersOfTen =>
        [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000];

    private static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8
        + "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    // By exponent: this many decimals are always enough, being no further apart than the floats are.
    private static ReadOnlySpan<byte> EnoughDecimals =>
        [10, 10, 10, 10, 9, 9, 9, 8, 8, 8, 7, 7, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 2, 2, 2];

    /// <summary>Writes a float.</summary>
    /// <param name="value">The float.</param>
    /// <param name="target">Gets the text, as UTF-8.</param>
    /// <returns>The bytes written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target has less room than <see cref="MaxLength"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(float value, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, MaxLength);
        int bits = BitConverter.SingleToInt32Bits(value);
        int exponent = ((bits >> FractionBits) & 0xFF) - ExponentBias;
        if ((uint)(exponent - LeastExponent) >= ExponentEnd - LeastExponent)
        {
            return bits == 0 ? WriteZero(target) : WriteAny(value, target);
        }

        uint whole = (uint)MathF.Abs(value);
        int length = 0;
        if (bits < 0)
        {
            target[length++] = (byte)'-';
        }

        if (whole == MathF.Abs(value))
        {
            return length + WriteWhole(whole, target[length..]);
        }

        // The floats below a power of two are nearer than those above it.
        ulong mantissa = (uint)(bits & FractionMask) | (1u << FractionBits);
        int shift = FractionBits - exponent;
        int decimals = EnoughDecimals[exponent - LeastExponent];
        if (mantissa == 1u << FractionBits || !TryShorten(mantissa, shift, ref decimals, out ulong digits))
        {
            return WriteAny(value, target);
        }

        // Whole numbers are floats here, so no shortest text is one, and none rounds to the next.
        length += WriteWhole(whole, target[length..]);
        target[length++] = (byte)'.';
        WriteDecimals((uint)(digits - (whole * PowersOfTen[decimals])), target.Slice(length, decimals));
        return length + decimals;
    }

    /// <summary>Finds the fewest decimals; not where two texts are as near, or one is just between two floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryShorten(ulong mantissa, int shift, ref int decimals, out ulong digits)
    {
        ulong half = 1UL << (shift - 1);
        ulong exact = mantissa * PowersOfTen[decimals];
        digits = (exact + half) >> shift;
        ulong distance = Distance(digits << shift, exact);
        while (decimals > 0)
        {
            ulong unit = PowersOfTen[decimals - 1];
            ulong fewerExact = mantissa * unit;
            ulong fewer = (fewerExact + half) >> shift;
            ulong fewerDistance = Distance(fewer << shift, fewerExact);
            if (fewerDistance * 2 >= unit)
            {
                return fewerDistance * 2 != unit && distance != half;
            }

            (digits, distance) = (fewer, fewerDistance);
            decimals--;
        }

        return false;
    }

    private static ulong Distance(ulong left, ulong right) => left > right ? left - right : right - left;

    private static int WriteZero(Span<byte> target)
    {
        target[0] = (byte)'0';
        return 1;
    }

    private static int WriteAny(float value, Span<byte> target)
    {
        value.TryFormat(target, out int written, default, CultureInfo.InvariantCulture);
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteWhole(uint value, Span<byte> target)
    {
        if (value < 10)
        {
            target[0] = (byte)('0' + value);
            return 1;
        }

        int length = value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : value < 100_000 ? 5 : value < 1_000_000 ? 6 : 7;
        WriteDecimals(value, target[..length]);
        return length;
    }

    /// <summary>Fills the target with the digits of a number, from its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteDecimals(uint value, Span<byte> target)
    {
        int i = target.Length;
        for (; i >= 2; i -= 2)
        {
            uint hundredth = value / 100;
            Pairs.Slice((int)(value - (hundredth * 100)) * 2, 2).CopyTo(target.Slice(i - 2, 2));
            value = hundredth;
        }

        if (i > 0)
        {
            target[0] = (byte)('0' + (value % 10));
        }
    }
}
