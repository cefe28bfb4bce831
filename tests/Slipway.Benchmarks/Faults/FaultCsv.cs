using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Slipway.Benchmarks.Faults;

/// <summary>
/// A CSV of which every row can be made again from its number: an id, eight numbers, a note that sometimes has line ends and quotes.
/// Some rows are bad.
/// </summary>
internal static class FaultCsv
{
    public const int MaxRowBytes = 256;
    public const string Header = "id,x0,x1,x2,x3,x4,x5,x6,x7,note";
    private const int Features = 8;
    private const int BadEvery = 1009;
    private const int MultilineEvery = 53;

    public static bool IsBad(long row) => row % BadEvery == 7;

    /// <summary>How many lines of the file a row takes.</summary>
    public static int LinesOf(long row) => IsMultiline(row) ? 2 : 1;

    /// <summary>Writes a row without its line end.</summary>
    /// <returns>The number of bytes.</returns>
    public static int WriteRow(long row, Span<byte> target)
    {
        Utf8Formatter.TryFormat(row, target, out int length);
        ulong random = (ulong)row;
        for (int i = 0; i < Features; i++)
        {
            target[length++] = (byte)',';
            random = Next(random);
            if (i == 3 && IsBad(row))
            {
                length += Put(target[length..], "bad"u8);
                continue;
            }

            Utf8Formatter.TryFormat((int)(random % 2000) - 1000, target[length..], out int written);
            length += written;
            target[length++] = (byte)'.';
            Utf8Formatter.TryFormat(random % 997, target[length..], out written);
            length += written;
        }

        target[length++] = (byte)',';
        if (IsMultiline(row))
        {
            return length + Put(target[length..], "\"two\nlines, a \"\"quote\"\"\""u8);
        }

        for (int i = 0; i < 3; i++)
        {
            random = Next(random);
            Utf8Formatter.TryFormat(random, target[length..], out int written, new StandardFormat('x', 16));
            length += written;
        }

        return length;
    }

    /// <summary>Writes rows until the file is at least so long.</summary>
    /// <returns>The number of rows.</returns>
    public static long Write(string file, long sizeInBytes)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        stream.Write(Encoding.ASCII.GetBytes(Header + "\n"));
        Span<byte> line = stackalloc byte[MaxRowBytes];
        long row = 0;
        for (long written = 0; written < sizeInBytes; row++)
        {
            int length = WriteRow(row, line);
            line[length++] = (byte)'\n';
            stream.Write(line[..length]);
            written += length;
        }

        return row;
    }

    /// <summary>Writes rows to learn from.</summary>
    public static void WriteLabelled(string file, int rows)
    {
        var random = new Random(11);
        using var writer = new StreamWriter(file);
        writer.NewLine = "\n";
        writer.WriteLine("x0,x1,x2,x3,x4,x5,x6,x7,target");
        for (int row = 0; row < rows; row++)
        {
            double[] values = [.. Enumerable.Range(0, Features).Select(_ => Math.Round((random.NextDouble() * 2000) - 1000, 3))];
            int target = values[0] + (values[1] * 0.5) - values[2] > 0 ? 1 : 0;
            writer.WriteLine(string.Join(',', values.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "," + target);
        }
    }

    private static bool IsMultiline(long row) => row % MultilineEvery == 5 && !IsBad(row);

    private static int Put(Span<byte> target, ReadOnlySpan<byte> text)
    {
        text.CopyTo(target);
        return text.Length;
    }

    // SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Next(ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
