using System.Text;

namespace Slipway.Learning.Tables;

/// <summary>
/// The texts that stand for a missing value. Spaces and tabs around a text do not count, nor does the case of ASCII letters:
/// <c>na</c> and <c>Null</c> are missing by default. Immutable; safe to use from several threads.
/// </summary>
public sealed class MissingMarkers
{
    private readonly byte[][] _markers;
    private readonly bool[] _isFirstByte = new bool[256];
    private readonly bool _emptyIsMissing;

    /// <summary>Takes the markers; the empty text is one only if it is among them.</summary>
    public MissingMarkers(IEnumerable<string> markers)
    {
        Values = [.. markers];
        _markers = [.. Values.Select(marker => ValueParser.Trim(Encoding.UTF8.GetBytes(marker)).ToArray())];
        foreach (byte[] marker in _markers)
        {
            if (marker.Length == 0)
            {
                _emptyIsMissing = true;
                continue;
            }

            _isFirstByte[marker[0]] = true;
            if (char.IsAsciiLetter((char)marker[0]))
                _isFirstByte[marker[0] ^ 0x20] = true;
        }
    }

    /// <summary>The empty text, <c>NA</c>, <c>NaN</c>, <c>null</c> and <c>?</c>.</summary>
    public static MissingMarkers Default { get; } = new(["", "NA", "NaN", "null", "?"]);

    /// <summary>The markers as they were given.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether a text stands for a missing value.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    public bool IsMissing(ReadOnlySpan<byte> utf8)
    {
        var trimmed = ValueParser.Trim(utf8);
        if (trimmed.IsEmpty)
            return _emptyIsMissing;

        return _isFirstByte[trimmed[0]] && IsMarker(trimmed);
    }

    /// <inheritdoc cref="IsMissing(ReadOnlySpan{byte})"/>
    /// <param name="text">The text.</param>
    public bool IsMissing(ReadOnlySpan<char> text)
    {
        const int LongestChecked = 256;
        var trimmed = text.Trim(" \t");
        if (trimmed.Length > LongestChecked)
            return IsMissing(Encoding.UTF8.GetBytes(trimmed.ToArray()));

        Span<byte> utf8 = stackalloc byte[LongestChecked * 3];
        return IsMissing(utf8[..Encoding.UTF8.GetBytes(trimmed, utf8)]);
    }

    private bool IsMarker(ReadOnlySpan<byte> text)
    {
        foreach (byte[] marker in _markers)
        {
            if (text.SequenceEqual(marker) || Ascii.EqualsIgnoreCase(text, marker))
                return true;
        }

        return false;
    }
}
