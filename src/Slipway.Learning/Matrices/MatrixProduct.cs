using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Slipway.Learning.Matrices;

/// <summary>
/// Products of 32-bit matrices, row-major. Vectors have a fixed width and nothing is fused, so that every machine gets the same bits.
/// </summary>
internal static class MatrixProduct
{
    private const int Lanes = 8;

    /// <summary>The rows, and the columns, whose sums stay in registers while the depth passes by.</summary>
    private const int RowsInBlock = 4, ColumnsInBlock = 2 * Lanes;

    /// <summary>
    /// Adds a product to a matrix. Each sum is added up along the depth in its order, whatever the blocks: the bits are those of the obvious
    /// three loops.
    /// </summary>
    /// <param name="target">Row-major <c>[rows, columns]</c>.</param>
    /// <param name="left">The left matrix, <c>[rows, depth]</c>.</param>
    /// <param name="strides">The distance in <paramref name="left"/> from a row to the next, and from a column to the next.</param>
    /// <param name="right">Row-major <c>[depth, columns]</c>.</param>
    /// <param name="rows">The rows of the product.</param>
    /// <param name="depth">The numbers of a sum.</param>
    /// <param name="columns">The columns of the product.</param>
    // Not tiered: vectors in code that is not optimised take many times as long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(
        Span<float> target, ReadOnlySpan<float> left, (int Row, int Depth) strides, ReadOnlySpan<float> right, int rows, int depth, int columns)
    {
        if (rows == 0 || columns == 0 || depth == 0)
        {
            return;
        }

        // What lies outside would not be noticed below.
        ref float sums = ref MemoryMarshal.GetReference(target[..(rows * columns)]);
        ref float factors = ref MemoryMarshal.GetReference(left[..(((rows - 1) * strides.Row) + ((depth - 1) * strides.Depth) + 1)]);
        ref float values = ref MemoryMarshal.GetReference(right[..(depth * columns)]);
        int row = 0;
        for (; row <= rows - RowsInBlock; row += RowsInBlock)
        {
            ref float ofRows = ref Unsafe.Add(ref factors, row * strides.Row);
            int column = 0;
            for (; column <= columns - ColumnsInBlock; column += ColumnsInBlock)
            {
                AddBlock(
                    ref Unsafe.Add(ref sums, (row * columns) + column), ref ofRows, strides, ref Unsafe.Add(ref values, column), depth, columns);
            }

            for (int r = row; r < row + RowsInBlock; r++)
            {
                AddRow(ref Unsafe.Add(ref sums, r * columns), ref Unsafe.Add(ref factors, r * strides.Row), strides.Depth, ref values, depth, column, columns);
            }
        }

        for (; row < rows; row++)
        {
            AddRow(ref Unsafe.Add(ref sums, row * columns), ref Unsafe.Add(ref factors, row * strides.Row), strides.Depth, ref values, depth, 0, columns);
        }
    }

    /// <summary>Adds a product with a transposed matrix to a matrix. The numbers of a sum are added up in eight parts.</summary>
    /// <param name="target">Row-major <c>[rows, columns]</c>.</param>
    /// <param name="left">Row-major <c>[rows, depth]</c>.</param>
    /// <param name="right">Row-major <c>[columns, depth]</c>.</param>
    /// <param name="rows">The rows of the product.</param>
    /// <param name="depth">The numbers of a sum.</param>
    /// <param name="columns">The columns of the product.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposed(
        Span<float> target, ReadOnlySpan<float> left, ReadOnlySpan<float> right, int rows, int depth, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            var sums = target.Slice(row * columns, columns);
            ref float factors = ref MemoryMarshal.GetReference(left.Slice(row * depth, depth));
            int column = 0;
            for (; column <= columns - RowsInBlock; column += RowsInBlock)
            {
                AddDots(sums.Slice(column, RowsInBlock), ref factors, right.Slice(column * depth, RowsInBlock * depth), depth);
            }

            for (; column < columns; column++)
            {
                sums[column] += Dot(ref factors, right.Slice(column * depth, depth));
            }
        }
    }

    /// <summary>Transposes a matrix.</summary>
    /// <param name="matrix">Row-major <c>[rows, columns]</c>.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="target">Receives <c>[columns, rows]</c>.</param>
    public static void Transpose(ReadOnlySpan<float> matrix, int rows, int columns, Span<float> target)
    {
        for (int row = 0; row < rows; row++)
        {
            var ofRow = matrix.Slice(row * columns, columns);
            for (int column = 0; column < columns; column++)
            {
                target[(column * rows) + row] = ofRow[column];
            }
        }
    }

    /// <summary>Four rows by sixteen columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBlock(ref float target, ref float left, (int Row, int Depth) strides, ref float right, int depth, int columns)
    {
        var (sum00, sum01) = Load(ref target);
        var (sum10, sum11) = Load(ref Unsafe.Add(ref target, columns));
        var (sum20, sum21) = Load(ref Unsafe.Add(ref target, 2 * columns));
        var (sum30, sum31) = Load(ref Unsafe.Add(ref target, 3 * columns));
        for (int k = 0; k < depth; k++)
        {
            var first = Vector256.LoadUnsafe(ref right);
            var second = Vector256.LoadUnsafe(ref right, Lanes);
            var factor = Vector256.Create(left);
            sum00 += factor * first;
            sum01 += factor * second;
            factor = Vector256.Create(Unsafe.Add(ref left, strides.Row));
            sum10 += factor * first;
            sum11 += factor * second;
            factor = Vector256.Create(Unsafe.Add(ref left, 2 * strides.Row));
            sum20 += factor * first;
            sum21 += factor * second;
            factor = Vector256.Create(Unsafe.Add(ref left, 3 * strides.Row));
            sum30 += factor * first;
            sum31 += factor * second;
            left = ref Unsafe.Add(ref left, strides.Depth);
            right = ref Unsafe.Add(ref right, columns);
        }

        Store(ref target, sum00, sum01);
        Store(ref Unsafe.Add(ref target, columns), sum10, sum11);
        Store(ref Unsafe.Add(ref target, 2 * columns), sum20, sum21);
        Store(ref Unsafe.Add(ref target, 3 * columns), sum30, sum31);
    }

    /// <summary>One row, from a column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(ref float target, ref float left, int stride, ref float right, int depth, int column, int columns)
    {
        for (; column <= columns - ColumnsInBlock; column += ColumnsInBlock)
        {
            var (first, second) = Load(ref Unsafe.Add(ref target, column));
            ref float values = ref Unsafe.Add(ref right, column);
            for (int k = 0; k < depth; k++)
            {
                var factor = Vector256.Create(Unsafe.Add(ref left, k * stride));
                first += factor * Vector256.LoadUnsafe(ref values);
                second += factor * Vector256.LoadUnsafe(ref values, Lanes);
                values = ref Unsafe.Add(ref values, columns);
            }

            Store(ref Unsafe.Add(ref target, column), first, second);
        }

        for (; column <= columns - Lanes; column += Lanes)
        {
            var sums = Vector256.LoadUnsafe(ref Unsafe.Add(ref target, column));
            ref float values = ref Unsafe.Add(ref right, column);
            for (int k = 0; k < depth; k++)
            {
                sums += Vector256.Create(Unsafe.Add(ref left, k * stride)) * Vector256.LoadUnsafe(ref values);
                values = ref Unsafe.Add(ref values, columns);
            }

            sums.StoreUnsafe(ref Unsafe.Add(ref target, column));
        }

        for (; column < columns; column++)
        {
            float sum = Unsafe.Add(ref target, column);
            for (int k = 0; k < depth; k++)
            {
                sum += Unsafe.Add(ref left, k * stride) * Unsafe.Add(ref right, (k * columns) + column);
            }

            Unsafe.Add(ref target, column) = sum;
        }
    }

    /// <summary>One row by four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddDots(Span<float> target, ref float left, ReadOnlySpan<float> right, int depth)
    {
        ref float column0 = ref MemoryMarshal.GetReference(right);
        ref float column1 = ref Unsafe.Add(ref column0, depth);
        ref float column2 = ref Unsafe.Add(ref column0, 2 * depth);
        ref float column3 = ref Unsafe.Add(ref column0, 3 * depth);
        Vector256<float> sums0 = default, sums1 = default, sums2 = default, sums3 = default;
        int k = 0;
        for (; k <= depth - Lanes; k += Lanes)
        {
            var factors = Vector256.LoadUnsafe(ref left, (nuint)k);
            sums0 += factors * Vector256.LoadUnsafe(ref column0, (nuint)k);
            sums1 += factors * Vector256.LoadUnsafe(ref column1, (nuint)k);
            sums2 += factors * Vector256.LoadUnsafe(ref column2, (nuint)k);
            sums3 += factors * Vector256.LoadUnsafe(ref column3, (nuint)k);
        }

        var (sum0, sum1, sum2, sum3) = (Vector256.Sum(sums0), Vector256.Sum(sums1), Vector256.Sum(sums2), Vector256.Sum(sums3));
        for (; k < depth; k++)
        {
            float factor = Unsafe.Add(ref left, k);
            sum0 += factor * Unsafe.Add(ref column0, k);
            sum1 += factor * Unsafe.Add(ref column1, k);
            sum2 += factor * Unsafe.Add(ref column2, k);
            sum3 += factor * Unsafe.Add(ref column3, k);
        }

        target[0] += sum0;
        target[1] += sum1;
        target[2] += sum2;
        target[3] += sum3;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(ref float left, ReadOnlySpan<float> right)
    {
        Vector256<float> sums = default;
        int k = 0;
        for (; k <= right.Length - Lanes; k += Lanes)
        {
            sums += Vector256.LoadUnsafe(ref left, (nuint)k) * Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(right), (nuint)k);
        }

        float sum = Vector256.Sum(sums);
        for (; k < right.Length; k++)
        {
            sum += Unsafe.Add(ref left, k) * right[k];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> First, Vector256<float> Second) Load(ref float values) =>
        (Vector256.LoadUnsafe(ref values), Vector256.LoadUnsafe(ref values, Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float values, Vector256<float> first, Vector256<float> second)
    {
        first.StoreUnsafe(ref values);
        second.StoreUnsafe(ref values, Lanes);
    }
}
