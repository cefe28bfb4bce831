using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Slipway.Learning.Matrices;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>
/// The product of two matrices times alpha, and where there is a third tensor that times beta. MatMul is the plain case; there a vector
/// stands for a row on the left and for a column on the right, and the axis that it lacks is left out of the product.
/// </summary>
internal sealed class GemmOperator<T>(int left, int right, int addend, int output, T alpha, T beta, bool transposeLeft, bool transposeRight)
    : Operator
    where T : INumber<T>
{
    /// <summary>Stands for a missing addend.</summary>
    public const int NoAddend = -1;

    public override void Run(Tensor[] values)
    {
        Span<int> a = stackalloc int[2];
        Span<int> b = stackalloc int[2];
        int ranks = values[left].Rank + values[right].Rank;
        if (!TryShape(values[left].Dims, a, isLeft: true) || !TryShape(values[right].Dims, b, isLeft: false) || ranks < 3)
        {
            throw OnnxException.Unsupported(
                $"The model multiplies {values[left].Rank} by {values[right].Rank} dimensions; matrices, and one by a vector, are supported.");
        }

        var (rows, depth) = transposeLeft ? (a[1], a[0]) : (a[0], a[1]);
        var (rightDepth, columns) = transposeRight ? (b[1], b[0]) : (b[0], b[1]);
        if (depth != rightDepth)
        {
            throw OnnxException.Invalid($"The model multiplies a matrix of {depth} columns by one of {rightDepth} rows.");
        }

        if (ranks == 4)
        {
            values[output].SetShape(rows, columns);
        }
        else
        {
            values[output].SetShape(rows * columns);
        }

        var target = Data<T>(values, output);
        StartWithAddend(values, target);
        var x = Data<T>(values, left);
        var y = Data<T>(values, right);
        if (typeof(T) == typeof(float) && alpha == T.One && !(transposeLeft && transposeRight))
        {
            AddProduct(ToFloats(target), ToFloats(x), ToFloats(y), rows, depth, columns);
            return;
        }

        var (xRow, xDepth) = transposeLeft ? (1, rows) : (depth, 1);
        var (yDepth, yColumn) = transposeRight ? (1, depth) : (columns, 1);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                T sum = T.Zero;
                for (int k = 0; k < depth; k++)
                {
                    sum += x[(i * xRow) + (k * xDepth)] * y[(k * yDepth) + (j * yColumn)];
                }

                target[(i * columns) + j] += alpha * sum;
            }
        }
    }

    private static bool TryShape(ReadOnlySpan<int> dims, Span<int> shape, bool isLeft)
    {
        (shape[0], shape[1]) = dims.Length switch
        {
            2 => (dims[0], dims[1]),
            1 when isLeft => (1, dims[0]),
            1 => (dims[0], 1),
            _ => default,
        };
        return dims.Length is 1 or 2;
    }

    private static Span<float> ToFloats(Span<T> values) => MemoryMarshal.CreateSpan(
        ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(values)), values.Length);

    private void AddProduct(Span<float> target, ReadOnlySpan<float> x, ReadOnlySpan<float> y, int rows, int depth, int columns)
    {
        if (transposeRight)
        {
            MatrixProduct.AddTransposed(target, x, y, rows, depth, columns);
        }
        else
        {
            MatrixProduct.Add(target, x, transposeLeft ? (1, rows) : (depth, 1), y, rows, depth, columns);
        }
    }

    private void StartWithAddend(Tensor[] values, Span<T> target)
    {
        if (addend == NoAddend)
        {
            target.Clear();
            return;
        }

        Span<int> dims = stackalloc int[Tensor.MaxRank];
        int rank = Broadcast.Shape(values[output].Dims, values[addend].Dims, dims);
        if (rank != 2 || !dims[..rank].SequenceEqual(values[output].Dims))
        {
            throw OnnxException.Invalid("The model adds a tensor to a product of matrices that it does not fit.");
        }

        Span<int> strides = stackalloc int[Tensor.MaxRank];
        Broadcast.Strides(values[addend].Dims, rank, strides);
        var added = Data<T>(values, addend);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = beta * added[((i / dims[1]) * strides[0]) + ((i % dims[1]) * strides[1])];
        }
    }
}
