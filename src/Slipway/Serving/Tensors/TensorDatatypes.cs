using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.Serving.Tensors;

/// <summary>What the datatypes are called, hold, and may feed.</summary>
internal static class TensorDatatypes
{
    public const string Rule = "BOOL, UINT8 to UINT64, INT8 to INT64, FP16, FP32, FP64 or BYTES";

    public static TensorDatatype Parse(ref Utf8JsonReader text) => text.ValueSpan switch
    {
        [(byte)'F', (byte)'P', (byte)'3', (byte)'2'] => TensorDatatype.Fp32,
        [(byte)'F', (byte)'P', (byte)'6', (byte)'4'] => TensorDatatype.Fp64,
        [(byte)'F', (byte)'P', (byte)'1', (byte)'6'] => TensorDatatype.Fp16,
        [(byte)'B', (byte)'Y', (byte)'T', (byte)'E', (byte)'S'] => TensorDatatype.Bytes,
        [(byte)'B', (byte)'O', (byte)'O', (byte)'L'] => TensorDatatype.Bool,
        [(byte)'I', (byte)'N', (byte)'T', .. var bits] => OfBits(bits, TensorDatatype.Int8),
        [(byte)'U', (byte)'I', (byte)'N', (byte)'T', .. var bits] => OfBits(bits, TensorDatatype.UInt8),
        _ => TensorDatatype.Unknown,
    };

    /// <summary>The bytes of one element in the binary extension; 0 where they vary.</summary>
    public static int Size(TensorDatatype datatype) => datatype switch
    {
        TensorDatatype.Bool or TensorDatatype.UInt8 or TensorDatatype.Int8 => 1,
        TensorDatatype.UInt16 or TensorDatatype.Int16 or TensorDatatype.Fp16 => 2,
        TensorDatatype.UInt32 or TensorDatatype.Int32 or TensorDatatype.Fp32 => 4,
        TensorDatatype.UInt64 or TensorDatatype.Int64 or TensorDatatype.Fp64 => 8,
        _ => 0,
    };

    public static bool IsInteger(TensorDatatype datatype) => datatype is >= TensorDatatype.UInt8 and <= TensorDatatype.Int64;

    /// <summary>The numbers that a datatype holds, as far as a feature can tell.</summary>
    public static (double Min, double Max) Range(TensorDatatype datatype) => datatype switch
    {
        TensorDatatype.Bool => (0, 1),
        TensorDatatype.UInt8 => (byte.MinValue, byte.MaxValue),
        TensorDatatype.UInt16 => (ushort.MinValue, ushort.MaxValue),
        TensorDatatype.UInt32 => (uint.MinValue, uint.MaxValue),
        TensorDatatype.UInt64 => (ulong.MinValue, ulong.MaxValue),
        TensorDatatype.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        TensorDatatype.Int16 => (short.MinValue, short.MaxValue),
        TensorDatatype.Int32 => (int.MinValue, int.MaxValue),
        TensorDatatype.Int64 => (long.MinValue, long.MaxValue),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };

    /// <summary>
    /// Whether elements of a datatype are values of a feature. A category in a float tensor is refused, as 1 and 1.0 are two words; a
    /// timestamp in an integer tensor is, as nothing says its unit.
    /// </summary>
    public static bool Feeds(TensorDatatype datatype, ColumnType type) => type switch
    {
        ColumnType.Number => datatype != TensorDatatype.Bytes,
        ColumnType.Boolean => true,
        ColumnType.Timestamp => datatype == TensorDatatype.Bytes,
        _ => datatype is TensorDatatype.Bytes or TensorDatatype.Bool || IsInteger(datatype),
    };

    private static TensorDatatype OfBits(ReadOnlySpan<byte> bits, TensorDatatype first) => bits switch
    {
        [(byte)'8'] => first,
        [(byte)'1', (byte)'6'] => first + 1,
        [(byte)'3', (byte)'2'] => first + 2,
        [(byte)'6', (byte)'4'] => first + 3,
        _ => TensorDatatype.Unknown,
    };
}
