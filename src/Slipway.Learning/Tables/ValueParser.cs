using System.Runtime.CompilerServices;
using System.Text;

namespace Slipway.Learning.Tables;

/// <summary>
/// Reads the values of cells, the same way in training and in serving. Spaces and tabs around a value do not count. Nothing depends on
/// a culture, and nothing is allocated.
/// </summary>
public static class ValueParser
{
    private const int LongestTimestamp = 64;

    /// <summary>
    /// Reads a finite decimal number: an optional sign, digits with an optional point, an optional exponent. The result is the double
    /// nearest to the text. Infinities, NaN and numbers beyond the range of a double are refused.
    /// </summary>
    public static bool TryParseNumber(ReadOnlySpan<byte> utf8, out double value) => DecimalParser.TryParse(Trim(utf8), out value);

    /// <summary>Reads <c>true</c>, <c>yes</c>, <c>t</c>, <c>1</c> or <c>false</c>, <c>no</c>, <c>f</c>, <c>0</c>, in any case.</summary>
    public static bool TryParseBoolean(ReadOnlySpan<byte> utf8, out bool value)
    {
        var text = Trim(utf8);
        value = IsWord(text, "true"u8) || IsWord(text, "yes"u8) || IsWord(text, "t"u8) || IsWord(text, "1"u8);
        return value || IsWord(text, "false"u8) || IsWord(text, "no"u8) || IsWord(text, "f"u8) || IsWord(text, "0"u8);
    }

    /// <summary>
    /// Reads an ISO 8601 date or date and time: <c>yyyy-MM-dd</c> or <c>yyyy/MM/dd</c>, then optionally <c>T</c> or a space,
    /// <c>HH:mm</c>, seconds, a fraction, and <c>Z</c> or an offset. Without an offset the time is UTC.
    /// </summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="utcTicks">Units of 100 ns since 0001-01-01; finer fractions are cut off.</param>
    public static bool TryParseTimestamp(ReadOnlySpan<byte> utf8, out long utcTicks) => TimestampParser.TryParse(Trim(utf8), out utcTicks);

    /// <inheritdoc cref="TryParseTimestamp(ReadOnlySpan{byte}, out long)"/>
    /// <param name="text">The text.</param>
    /// <param name="utcTicks">Units of 100 ns since 0001-01-01; finer fractions are cut off.</param>
    public static bool TryParseTimestamp(ReadOnlySpan<char> text, out long utcTicks)
    {
        Span<byte> ascii = stackalloc byte[LongestTimestamp];
        utcTicks = 0;
        return Ascii.FromUtf16(text.Trim(" \t"), ascii, out int written) == System.Buffers.OperationStatus.Done
            && TimestampParser.TryParse(ascii[..written], out utcTicks);
    }

    /// <summary>The text without the spaces and tabs around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8) =>
        utf8.Length == 0 || (utf8[0] > ' ' && utf8[^1] > ' ') ? utf8 : utf8.Trim(" \t"u8);

    private static bool IsWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(text, word);
}
