using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Slipway.Learning.Tables;

/// <summary>
/// Reads decimal numbers exactly. Where mantissa and power of ten are both exact doubles, one rounded operation gives the nearest double
/// (Clinger 1990, "How to read floating point numbers accurately"). Up to 19 digits and not too many places go through
/// <see cref="DecimalScaling"/>, the rest is left to the runtime. Digits are read eight at a time.
/// </summary>
internal static class DecimalParser
{
    private const int MaxExactPower = 22;
    private const int MaxMantissaDigits = 19;
    private const ulong MaxExactMantissa = 1UL << 53;

    private const ulong Zeros = 0x3030303030303030;

    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a text that has no spaces around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty)
            return false;

        bool isSigned = text[0] == '-';
        if (TryParsePlain(isSigned ? text[1..] : text, out ulong plain, out int decimals))
        {
            double result = plain / PowersOfTen[decimals];
            value = isSigned ? -result : result;
            return true;
        }

        return TryParseAny(text, out value);
    }

    /// <summary>Reads 4 to 16 characters that are digits and at most one point, into a mantissa that is an exact double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryParsePlain(ReadOnlySpan<byte> text, out ulong mantissa, out int decimals)
    {
        (mantissa, decimals) = (0, 0);
        int length = text.Length;
        if ((uint)(length - 4) > 12 || !BitConverter.IsLittleEndian)
            return false;

        // The text goes to the end of 16 characters, behind zeros: the last 8 of them, and the 8 before.
        ref byte first = ref MemoryMarshal.GetReference(text);
        ulong last = 0;
        ulong front = Zeros;
        if (length >= 8)
        {
            last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - 8));
            if (length > 8)
            {
                int shift = 8 * (16 - length);
                front = (Unsafe.ReadUnaligned<ulong>(ref first) << shift) | (Zeros & ((1UL << shift) - 1));
            }
        }
        else
        {
            int shift = 8 * (8 - length);
            last = ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - 4)) << 32)
                | ((ulong)Unsafe.ReadUnaligned<uint>(ref first) << shift)
                | (Zeros & ((1UL << shift) - 1));
        }

        int point = FindPoint(last);
        if (point >= 0)
        {
            decimals = 7 - point;
            last = TakeOut(last, point) | (front >> 56);
            front = (front << 8) | '0';
        }
        else if ((point = FindPoint(front)) >= 0)
        {
            decimals = 15 - point;
            front = TakeOut(front, point) | '0';
        }

        if (length > 8 ? !AreDigits(last) || !AreDigits(front) : !AreDigits(last))
            return false;

        mantissa = ToNumber(last) + (length > 8 ? ToNumber(front) * 100_000_000 : 0);

        return mantissa <= MaxExactMantissa;
    }

    /// <summary>The place of the first point among 8 characters, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindPoint(ulong characters)
    {
        ulong difference = characters ^ 0x2E2E2E2E2E2E2E2E;
        ulong found = (difference - 0x0101010101010101) & ~difference & 0x8080808080808080;
        return found == 0 ? -1 : System.Numerics.BitOperations.TrailingZeroCount(found) >> 3;
    }

    /// <summary>Moves the characters before a place on by one, over it; the first character is then 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong TakeOut(ulong characters, int place)
    {
        ulong before = (1UL << (place * 8)) - 1;
        return (characters & ~((before << 8) | 0xFF)) | ((characters & before) << 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreDigits(ulong characters) =>
        ((characters & 0xF0F0F0F0F0F0F0F0) | (((characters + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;

    /// <summary>The number that 8 digits write: pairs first, then pairs of pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ToNumber(ulong digits)
    {
        digits -= Zeros;
        digits = (digits * 10) + (digits >> 8);
        return (((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }

    private static bool TryParseAny(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        bool isNegative = text[0] == '-';
        int position = isNegative || text[0] == '+' ? 1 : 0;
        int firstDigit = position;
        ulong mantissa = ReadDigits(text, ref position, 0);
        int digits = position - firstDigit;
        int exponent = 0;
        if (position < text.Length && text[position] == '.')
        {
            int firstDecimal = ++position;
            mantissa = ReadDigits(text, ref position, mantissa);
            exponent = firstDecimal - position;
            digits -= exponent;
        }

        if (digits == 0)
            return false;

        if (position < text.Length && !TryReadExponent(text, position, ref exponent))
            return false;

        if (digits > MaxMantissaDigits)
            digits -= LeadingZeros(text[firstDigit..]);

        double magnitude;
        if (digits > MaxMantissaDigits)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

        if (mantissa <= MaxExactMantissa && exponent is >= -MaxExactPower and <= MaxExactPower)
            magnitude = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
        else if (exponent is >= -DecimalScaling.MaxPower and <= DecimalScaling.MaxPower)
            magnitude = mantissa == 0 ? 0 : DecimalScaling.Scale(mantissa, exponent);
        else
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

        value = isNegative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>The zeros before the first other digit, whatever the place of the point.</summary>
    private static int LeadingZeros(ReadOnlySpan<byte> text)
    {
        int zeros = 0;
        foreach (byte character in text)
        {
            if (character is not ((byte)'0' or (byte)'.'))
                break;

            zeros += character == '0' ? 1 : 0;
        }

        return zeros;
    }

    private static ulong ReadDigits(ReadOnlySpan<byte> text, ref int position, ulong mantissa)
    {
        int i = position;
        ref byte first = ref MemoryMarshal.GetReference(text);
        while (BitConverter.IsLittleEndian && i + sizeof(ulong) <= text.Length)
        {
            ulong characters = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, i));
            if (!AreDigits(characters))
                break;

            mantissa = (mantissa * 100_000_000) + ToNumber(characters);
            i += sizeof(ulong);
        }

        while ((uint)i < (uint)text.Length)
        {
            uint digit = (uint)text[i] - '0';
            if (digit > 9)
                break;

            mantissa = (mantissa * 10) + digit;
            i++;
        }

        position = i;
        return mantissa;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, int position, ref int exponent)
    {
        // Beyond this a number is 0 or infinite whatever its digits: the runtime decides which.
        const int Enough = 100_000;
        if ((text[position] | 0x20) != 'e')
            return false;

        position++;
        bool isNegative = position < text.Length && text[position] == '-';
        if (isNegative || (position < text.Length && text[position] == '+'))
            position++;

        if (position == text.Length)
            return false;

        int read = 0;
        for (; position < text.Length; position++)
        {
            uint digit = (uint)text[position] - '0';
            if (digit > 9)
                return false;

            read = Math.Min(Enough, (read * 10) + (int)digit);
        }

        exponent += isNegative ? -read : read;
        return true;
    }
}
