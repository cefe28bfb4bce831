using System.Buffers;
using System.Text;

namespace Slipway.Projects.Reading;

/// <summary>Reads the text of a spec from its file.</summary>
internal static class SpecFileText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without a byte order mark; null when the file is too large or not UTF-8, which is then reported.</summary>
    public static string? Read(string file, SpecProblems problems)
    {
        long sizeInBytes = new FileInfo(file).Length;
        if (sizeInBytes > SpecReader.MaxSizeInBytes)
        {
            problems.Add(
                SpecCodes.TooLarge, 1, 1,
                $"The file has {sizeInBytes} bytes, but a spec has at most {SpecReader.MaxSizeInBytes}; keep data out of it.");
            return null;
        }

        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        int validCount = CountValid(bytes);
        if (validCount == bytes.Length)
        {
            return Strict.GetString(bytes);
        }

        var before = bytes[..validCount];
        int columnIndex = Strict.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        problems.Add(
            "project.specNotUtf8", before.Count((byte)'\n') + 1, columnIndex + 1,
            $"The byte 0x{bytes[validCount]:X2} is not UTF-8, which a spec must be; save the file in that encoding.");
        return null;
    }

    private static int CountValid(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        while (count < bytes.Length && Rune.DecodeFromUtf8(bytes[count..], out _, out int consumed) == OperationStatus.Done)
        {
            count += consumed;
        }

        return count;
    }
}
