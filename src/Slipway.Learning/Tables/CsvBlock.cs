namespace Slipway.Learning.Tables;

/// <summary>Whole records of a CSV, one after the other as they stand in the file. Its buffer is reused after <see cref="CsvBlockReader.Return"/>.</summary>
public sealed class CsvBlock
{
    internal CsvBlock(int capacity) => Buffer = new byte[capacity + CsvBuffer.Padding];

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content => Buffer.AsMemory(Start, Length);

    /// <summary>The place of the block among all blocks, 0-based.</summary>
    public long Index { get; internal set; }

    /// <summary>The number of the line that the block starts with, 1-based.</summary>
    public long FirstLineNumber { get; internal set; }

    /// <summary>Where the block starts in the (decompressed) content, in bytes.</summary>
    public long Offset { get; internal set; }

    /// <summary>Gives the block as a stream, without copying.</summary>
    public Stream OpenRead() => new MemoryStream(Buffer, Start, Length, writable: false);

    internal byte[] Buffer { get; set; }

    internal int Start { get; set; }

    internal int Length { get; set; }
}
