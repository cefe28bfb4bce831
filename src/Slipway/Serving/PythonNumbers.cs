using System.Buffers;

namespace Slipway.Serving;

/// <summary>
/// Python's JSON writer gives NaN and infinities as bare words, which are not JSON. Stock clients of the compatible protocols send missing
/// values so; nothing else may cost for it, so a text is only rewritten after it failed to be read.
/// </summary>
internal static class PythonNumbers
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"NI"u8);

    /// <summary>Whether the text may have such words.</summary>
    public static bool MayStandIn(ReadOnlySpan<byte> utf8Json) =>
        utf8Json.IndexOf("NaN"u8) >= 0 || utf8Json.IndexOf("Infinity"u8) >= 0;

    /// <summary>Copies a text with NaN as null and infinities as numbers that fit no float; what is in quotes stays.</summary>
    /// <param name="utf8Json">The text.</param>
    /// <param name="output">Gets the copy.</param>
    public static void Rewrite(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output)
    {
        while (!utf8Json.IsEmpty)
        {
            int mark = utf8Json.IndexOfAny(Marks);
            if (mark < 0)
            {
                output.Write(utf8Json);
                return;
            }

            output.Write(utf8Json[..mark]);
            utf8Json = utf8Json[mark..];
            int length = utf8Json[0] == (byte)'"' ? TextLength(utf8Json) : WordLength(utf8Json, output);
            if (utf8Json[0] == (byte)'"' || length == 0)
            {
                length = Math.Max(length, 1);
                output.Write(utf8Json[..length]);
            }

            utf8Json = utf8Json[length..];
        }
    }

    private static int WordLength(ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> output)
    {
        if (utf8Json.StartsWith("NaN"u8))
        {
            output.Write("null"u8);
            return 3;
        }

        if (utf8Json.StartsWith("Infinity"u8))
        {
            // A minus before it has been copied already.
            output.Write("1e999"u8);
            return 8;
        }

        return 0;
    }

    /// <summary>The length of a text in quotes, to the end of all when it is not closed.</summary>
    private static int TextLength(ReadOnlySpan<byte> utf8Json)
    {
        int i = 1;
        while (i < utf8Json.Length)
        {
            int next = utf8Json[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return utf8Json.Length;
            }

            i += next;
            if (utf8Json[i] == (byte)'"')
            {
                return i + 1;
            }

            i += 2;
        }

        return utf8Json.Length;
    }
}
