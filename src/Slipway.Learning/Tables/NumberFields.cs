using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Slipway.Learning.Tables;

/// <summary>
/// Reads the numbers of a record, each as <see cref="ValueParser.TryParseNumber"/> does. Up to 16 digits and a point go through one
/// vector, whose digits are added up in pairs, fours and eights; nothing branches on what they are. Other texts take the ordinary way.
/// </summary>
internal static class NumberFields
{
    private const int Lanes = 16;
    private const ulong MaxExactMantissa = 1UL << 53;

    // From an offset of n on: moves n bytes to the end of a vector, and zeros before them.
    internal static ReadOnlySpan<byte> ToTheEnd =>
    [
        128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128, 128,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    // From row n on: moves the bytes before place n on by one, over it. The last row moves nothing.
    internal static byte[] WithoutPoint { get; } = [.. Enumerable.Range(0, (Lanes + 1) * Lanes)
        .Select(i => (Point: i / Lanes, Lane: i % Lanes))
        .Select(p => (byte)(p.Point == Lanes || p.Lane > p.Point ? p.Lane : p.Lane == 0 ? 128 : p.Lane - 1))];

    // By the place of the point; the last is for none.
    internal static ReadOnlySpan<double> Divisors =>
        [1e15, 1e14, 1e13, 1e12, 1e11, 1e10, 1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 1e1, 1e0, 1e0];

    /// <summary>Reads fields.</summary>
    /// <param name="buffer">Holds the fields, and at least <see cref="CsvBuffer.Padding"/> bytes behind them.</param>
    /// <param name="fields">The fields of a record.</param>
    /// <param name="wanted">For each field a negative number if it is not to be read.</param>
    /// <param name="values">Gets the number of each field that is read, NaN if it is none or was unescaped.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(byte[] buffer, ReadOnlySpan<FieldRange> fields, ReadOnlySpan<int> wanted, Span<double> values)
    {
        ref byte toTheEnd = ref MemoryMarshal.GetReference(ToTheEnd);
        ref byte withoutPoint = ref MemoryMarshal.GetArrayDataReference(WithoutPoint);
        ref double divisors = ref MemoryMarshal.GetReference(Divisors);
        for (int i = 0; i < wanted.Length; i++)
        {
            var field = fields[i];
            if (wanted[i] < 0 || field.Start < 0)
            {
                values[i] = double.NaN;
                continue;
            }

            int isNegative = buffer[field.Start] == '-' ? 1 : 0;
            int start = field.Start + isNegative;
            int length = field.End - start;
            if ((uint)(length - 1) < Lanes && Ssse3.IsSupported && Sse41.IsSupported)
            {
                var digits = Vector128.Create<byte>(buffer.AsSpan(start, Lanes)) - Vector128.Create((byte)'0');
                digits = Ssse3.Shuffle(digits, Vector128.LoadUnsafe(ref toTheEnd, (nuint)length));
                uint points = Vector128.Equals(digits, Vector128.Create(unchecked((byte)('.' - '0')))).ExtractMostSignificantBits();
                int point = BitOperations.TrailingZeroCount(points | (1u << Lanes));
                digits = Ssse3.Shuffle(digits, Vector128.LoadUnsafe(ref withoutPoint, (nuint)(point * Lanes)));
                ulong mantissa = AddUp(digits);
                bool isOnlyPoint = (length ^ 1) + (point ^ (Lanes - 1)) == 0;
                if (!Vector128.GreaterThanAny(digits, Vector128.Create((byte)9)) && mantissa <= MaxExactMantissa && !isOnlyPoint)
                {
                    // Both are exact, so the one rounding gives the nearest double: see DecimalParser.
                    double magnitude = (long)mantissa / Unsafe.Add(ref divisors, point);
                    values[i] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(magnitude) | ((long)isNegative << 63));
                    continue;
                }
            }

            var text = buffer.AsSpan(field.Start, field.End - field.Start);
            values[i] = ValueParser.TryParseNumber(text, out double value) ? value : double.NaN;
        }
    }

    /// <summary>The number that 16 digits write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong AddUp(Vector128<byte> digits)
    {
        var pairs = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create((short)0x010A).AsSByte());
        var fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(0x0001_0064).AsInt16());
        var narrow = Sse41.PackUnsignedSaturate(fours, fours).AsInt16();
        ulong eights = Sse2.MultiplyAddAdjacent(narrow, Vector128.Create(0x0001_2710).AsInt16()).AsUInt64().ToScalar();
        return ((eights & 0xFFFF_FFFF) * 100_000_000) + (eights >> 32);
    }
}
