using System.Buffers.Binary;

namespace Slipway.Serving;

/// <summary>
/// The ids of the rows of one request: a counter in the random bits (RFC 9562, 6.2), as drawing anew for each row would cost more than
/// predicting it.
/// </summary>
public static class PredictionId
{
    private const ulong RandomBits = (1UL << 62) - 1;

    /// <summary>The id of a row.</summary>
    /// <param name="first">The id of the first row.</param>
    /// <param name="rowIndex">The row, 0-based.</param>
    public static Guid OfRow(Guid first, int rowIndex)
    {
        Span<byte> bytes = stackalloc byte[16];
        first.TryWriteBytes(bytes, bigEndian: true, out _);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (low & ~RandomBits) | ((low + (ulong)rowIndex) & RandomBits));
        return new Guid(bytes, bigEndian: true);
    }
}
