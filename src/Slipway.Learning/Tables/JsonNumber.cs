using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Slipway.Learning.Tables;

/// <summary>
/// Reads numbers as JSON writes them (RFC 8259, 6), each as the nearest double. Where the number ends, is found in the same pass. Safe to
/// use from several threads.
/// </summary>
public static class JsonNumber
{
    /// <summary>With this many bytes at hand, short numbers are read in one step.</summary>
    public const int Room = 32;

    private const int Lanes = 16;

    /// <summary>Reads the number that a text starts with.</summary>
    /// <param name="text">UTF-8. More of it may follow, so the caller checks what stands behind the number.</param>
    /// <param name="value">The number.</param>
    /// <returns>
    /// The bytes of the number; 0 where the text starts with none, or with one beyond all doubles. May be 0 or less than all digits where
    /// what follows cannot stand behind a number.
    /// </returns>
    public static int Read(ReadOnlySpan<byte> text, out double value)
    {
        if (text.Length < Room || !Ssse3.IsSupported || !Sse41.IsSupported)
        {
            return ReadAny(text, out value);
        }

        ref byte first = ref MemoryMarshal.GetReference(text);
        int isNegative = first == '-' ? 1 : 0;
        var characters = Vector128.LoadUnsafe(ref first, (nuint)isNegative) - Vector128.Create((byte)'0');
        var isPoint = Vector128.Equals(characters, Vector128.Create(unchecked((byte)('.' - '0'))));
        uint inNumber = (Vector128.LessThan(characters, Vector128.Create((byte)10)) | isPoint).ExtractMostSignificantBits();
        int length = BitOperations.TrailingZeroCount(~inNumber);
        byte next = Unsafe.Add(ref first, isNegative + length);
        byte second = Unsafe.Add(ref first, isNegative + 1);

        // Longer numbers and those with an exponent take the other way, and so do zeros before other digits, which are none in JSON.
        bool isShort = (uint)(length - 1) < Lanes - 1 && (next | 0x20) != 'e';
        bool startsWell = Unsafe.Add(ref first, isNegative) != '0' || second == '.' || length == 1;
        if (!isShort || !startsWell)
        {
            return ReadAny(text, out value);
        }

        var digits = Ssse3.Shuffle(characters, Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(NumberFields.ToTheEnd), (nuint)length));
        uint points = Vector128.Equals(digits, Vector128.Create(unchecked((byte)('.' - '0')))).ExtractMostSignificantBits();
        int point = BitOperations.TrailingZeroCount(points | (1u << Lanes));
        digits = Ssse3.Shuffle(
            digits, Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(NumberFields.WithoutPoint), (nuint)(point * Lanes)));
        if (point == Lanes - length || point == Lanes - 1 || Vector128.GreaterThanAny(digits, Vector128.Create((byte)9)))
        {
            value = 0;
            return 0;
        }

        // Fewer than 16 digits are an exact double, and so is the power of ten: one rounding gives the nearest.
        double magnitude = (long)NumberFields.AddUp(digits) / Unsafe.Add(ref MemoryMarshal.GetReference(NumberFields.Divisors), point);
        value = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(magnitude) | ((long)isNegative << 63));
        return isNegative + length;
    }

    private static int ReadAny(ReadOnlySpan<byte> text, out double value)
    {
        int length = FindEnd(text);
        value = 0;
        return length > 0 && DecimalParser.TryParse(text[..length], out value) ? length : 0;
    }

    /// <summary>The bytes of the number that a text starts with; 0 for none.</summary>
    private static int FindEnd(ReadOnlySpan<byte> text)
    {
        int start = text.StartsWith("-"u8) ? 1 : 0;
        int end = SkipDigits(text, start);
        if (end == start || (text[start] == '0' && end > start + 1))
        {
            return 0;
        }

        if (end < text.Length && text[end] == '.')
        {
            int decimals = end + 1;
            end = SkipDigits(text, decimals);
            if (end == decimals)
            {
                return 0;
            }
        }

        if (end < text.Length && (text[end] | 0x20) == 'e')
        {
            int exponent = end + 1;
            exponent += exponent < text.Length && text[exponent] is (byte)'+' or (byte)'-' ? 1 : 0;
            end = SkipDigits(text, exponent);
            if (end == exponent)
            {
                return 0;
            }
        }

        return end;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int position)
    {
        while (position < text.Length && char.IsAsciiDigit((char)text[position]))
        {
            position++;
        }

        return position;
    }
}
