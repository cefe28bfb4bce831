using System.IO.Compression;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;

namespace Slipway.Datasets;

/// <summary>
/// Puts the files of a dataset together: decompressed, one after the other, with the header once. Of a single plain file this is the
/// file, byte for byte.
/// </summary>
internal sealed class ContentBuilder(Stream destination)
{
    /// <summary>The longest content; a guard against a compressed file that never ends.</summary>
    public const long MaxSizeInBytes = 16L << 30;

    private const int MaxHeaderBytes = 1 << 20;

    private readonly byte[] _buffer = new byte[128 * 1024];
    private readonly List<DatasetPart> _parts = [];
    private byte[]? _header;
    private long _linesWritten;
    private long _bytesReadOfFile;
    private bool _endsWithNewLine = true;

    public long SizeInBytes { get; private set; }

    public IReadOnlyList<DatasetPart> Parts => _parts;

    public async Task<Problem?> AddAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using var opened = await file.Open(cancellationToken);
        try
        {
            var start = new byte[2];
            int read = await opened.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken);
            var whole = new PrefixedStream(start.AsMemory(0, read), opened);
            if (read < 2 || start is not [0x1F, 0x8B])
            {
                return await AddAsync(file.Name, whole, cancellationToken);
            }

            await using var content = new GZipStream(whole, CompressionMode.Decompress);
            var problem = await AddAsync(file.Name, content, cancellationToken);

            // Nothing came out: that it was cut says more than that its header differs.
            return problem is null || _bytesReadOfFile == 0 ? CheckLength(file.Name, whole.LastBytes) ?? problem : problem;
        }
        catch (InvalidDataException)
        {
            return CorruptGzip(file.Name);
        }
    }

    // The runtime takes the end of cut gzip data for a regular one; the length that the data ends with tells them apart.
    private Problem? CheckLength(string name, uint expectedLength) =>
        (uint)_bytesReadOfFile == expectedLength ? null : CorruptGzip(name);

    private static Problem CorruptGzip(string name) =>
        new("data.corruptGzip", $"{name} starts like a gzip file, but it is damaged or cut short. Compress it again.");

    private async Task<Problem?> AddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        byte[] header = await ReadHeaderAsync(content, cancellationToken);
        _bytesReadOfFile = header.Length;
        if (_header is null)
        {
            _parts.Add(new DatasetPart(name, 1));
            _header = Trimmed(header);
            await WriteAsync(header, cancellationToken);
        }
        else if (!Trimmed(header).AsSpan().SequenceEqual(_header))
        {
            return new Problem(
                "data.headersDiffer",
                $"{name} has another header than {_parts[0].Name}. The files of one dataset have the same columns in the same order.");
        }
        else
        {
            if (!_endsWithNewLine)
            {
                await WriteAsync("\n"u8.ToArray(), cancellationToken);
            }

            _parts.Add(new DatasetPart(name, _linesWritten + 1));
        }

        int read;
        while ((read = await content.ReadAsync(_buffer, cancellationToken)) > 0)
        {
            _bytesReadOfFile += read;
            await WriteAsync(_buffer.AsMemory(0, read), cancellationToken);
            if (SizeInBytes > MaxSizeInBytes)
            {
                return new Problem("data.tooLarge", $"{name} makes the dataset larger than {MaxSizeInBytes >> 30} GiB. Take a sample of it.");
            }
        }

        return null;
    }

    /// <summary>Reads the header as it stands, with its line end; a line break inside quotes belongs to a column's name.</summary>
    internal static async Task<byte[]> ReadHeaderAsync(Stream content, CancellationToken cancellationToken)
    {
        var header = new List<byte>();
        var one = new byte[1];
        bool isQuoted = false;
        while (header.Count < MaxHeaderBytes && await content.ReadAsync(one, cancellationToken) == 1)
        {
            header.Add(one[0]);
            isQuoted ^= one[0] == '"';
            if (one[0] == '\n' && !isQuoted)
            {
                break;
            }
        }

        return [.. header];
    }

    private static byte[] Trimmed(byte[] header)
    {
        var text = header.AsSpan();
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        return text.TrimEnd("\r\n"u8).ToArray();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        await destination.WriteAsync(bytes, cancellationToken);
        SizeInBytes += bytes.Length;
        _linesWritten += bytes.Span.Count((byte)'\n');
        _endsWithNewLine = bytes.Span[^1] == '\n';
    }
}
