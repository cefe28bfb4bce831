namespace Slipway.Learning.Tests.Tables;

/// <summary>Gives at most a few bytes a read, 1 to 7 by the seed, as a slow network would.</summary>
internal sealed class ChunkedStream(byte[] content, int seed) : MemoryStream(content)
{
    private readonly Random _random = new(seed);

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, _random.Next(1, 8))]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
