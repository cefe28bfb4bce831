using System.Globalization;

namespace Slipway.Learning.Tables;

/// <summary>
/// Reads decimal numbers exactly. Where mantissa and power of ten are both exact doubles, one rounded operation gives the nearest double
/// (Clinger 1990, "How to read floating point numbers accurately"); the rest is left to the runtime.
/// </summary>
internal static class DecimalParser
{
    private const int MaxExactPower = 22;
    private const int MaxMantissaDigits = 19;
    private const ulong MaxExactMantissa = 1UL << 53;

    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a text that has no spaces around it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty)
            return false;

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

        if (digits > MaxMantissaDigits || mantissa > MaxExactMantissa || exponent is < -MaxExactPower or > MaxExactPower)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

        double magnitude = exponent < 0 ? mantissa / PowersOfTen[-exponent] : mantissa * PowersOfTen[exponent];
        value = isNegative ? -magnitude : magnitude;
        return true;
    }

    private static ulong ReadDigits(ReadOnlySpan<byte> text, ref int position, ulong mantissa)
    {
        int i = position;
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
