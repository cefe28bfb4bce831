namespace Slipway.Learning.Onnx.Tensors;

/// <summary>Elements in row-major order and their shape. Buffers grow and are kept, so a repeated evaluation allocates nothing.</summary>
internal abstract class Tensor(TensorElement element, ElementBudget budget)
{
    public const int MaxRank = 6;

    private readonly int[] _dims = new int[MaxRank];

    public TensorElement Element { get; } = element;

    public int Rank { get; private set; }

    /// <summary>The number of elements.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<int> Dims => _dims.AsSpan(0, Rank);

    /// <summary>The rows of the operators of ai.onnx.ml, to which a tensor of rank 1 is a single row.</summary>
    public int RowCount => Rank < 2 ? 1 : _dims[0];

    /// <summary>The elements of a row.</summary>
    public int RowWidth
    {
        get
        {
            int width = Rank == 1 ? _dims[0] : 1;
            for (int i = 1; i < Rank; i++)
            {
                width *= _dims[i];
            }

            return width;
        }
    }

    protected ElementBudget Budget { get; } = budget;

    public static Tensor Create(TensorElement element, ElementBudget budget) => element switch
    {
        TensorElement.Float => new Tensor<float>(element, budget),
        TensorElement.Double => new Tensor<double>(element, budget),
        TensorElement.Int64 => new Tensor<long>(element, budget),
        TensorElement.String => new Tensor<string>(element, budget),
        _ => new Tensor<bool>(element, budget),
    };

    /// <summary>Gives the tensor a shape; the elements are then undefined.</summary>
    /// <exception cref="OnnxException">The shape has too many dimensions or elements.</exception>
    public void SetShape(params ReadOnlySpan<int> dims)
    {
        if (dims.Length > MaxRank)
        {
            throw OnnxException.Invalid($"A tensor has {dims.Length} dimensions; at most {MaxRank} are supported.");
        }

        long length = 1;
        for (int i = 0; i < dims.Length; i++)
        {
            length *= dims[i];
            if (length > int.MaxValue || dims[i] < 0)
            {
                throw OnnxException.Invalid($"A dimension of a tensor would be {dims[i]}. Check the shapes in the model.");
            }

            _dims[i] = dims[i];
        }

        Rank = dims.Length;
        Length = (int)length;
        Reserve(Length);
    }

    /// <summary>Copies a run of elements from a tensor of the same element type.</summary>
    public abstract void CopyElements(Tensor source, int sourceStart, int start, int count);

    protected abstract void Reserve(int length);
}
