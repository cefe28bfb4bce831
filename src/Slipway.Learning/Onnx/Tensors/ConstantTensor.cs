using System.Numerics;
using System.Runtime.InteropServices;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Onnx.Tensors;

/// <summary>Makes tensors of the constants of a file.</summary>
internal static class ConstantTensor
{
    /// <summary>The element type that a type of the file is evaluated in; the smaller integers are evaluated in 64 bits.</summary>
    public static bool TryGetElement(TensorDataType type, out TensorElement element)
    {
        (bool known, element) = type switch
        {
            TensorDataType.Float => (true, TensorElement.Float),
            TensorDataType.Double => (true, TensorElement.Double),
            TensorDataType.Int64 or TensorDataType.Int32 or TensorDataType.Int16 or TensorDataType.Int8
                or TensorDataType.UInt16 or TensorDataType.UInt8 => (true, TensorElement.Int64),
            TensorDataType.String => (true, TensorElement.String),
            TensorDataType.Bool => (true, TensorElement.Bool),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>Reads a constant.</summary>
    /// <exception cref="OnnxException">Its type is not supported, or its elements do not fill its shape.</exception>
    public static Tensor From(TensorProto proto, ElementBudget budget)
    {
        if (proto.IsExternal)
        {
            throw OnnxException.Unsupported(
                $"The constant '{proto.Name}' is stored in another file. Save the model with all of its data in one file.");
        }

        if (!TryGetElement(proto.DataType, out var element))
        {
            throw OnnxException.Unsupported(
                $"The constant '{proto.Name}' has the element type {(int)proto.DataType}, which is not supported.");
        }

        var dims = new int[proto.Dims.Count];
        for (int i = 0; i < dims.Length; i++)
        {
            dims[i] = proto.Dims[i] is >= 0 and <= int.MaxValue
                ? (int)proto.Dims[i]
                : throw OnnxException.Invalid($"A dimension of the constant '{proto.Name}' is {proto.Dims[i]}.");
        }

        var tensor = Tensor.Create(element, budget);
        tensor.SetShape(dims);
        switch (tensor)
        {
            case Tensor<float> floats:
                Fill(proto, floats.Data, proto.Floats, value => value);
                break;
            case Tensor<double> doubles:
                Fill(proto, doubles.Data, proto.Doubles, value => value);
                break;
            case Tensor<bool> booleans:
                byte[] bytes = new byte[booleans.Length];
                Fill(proto, bytes, proto.Int32s, value => (byte)(value != 0 ? 1 : 0));
                Convert<byte, bool>(bytes, booleans.Data, value => value != 0);
                break;
            case Tensor<string> strings:
                CheckCount(proto, proto.Strings.Count, strings.Length);
                proto.Strings.CopyTo(0, strings.Data);
                break;
            case Tensor<long> integers:
                FillIntegers(proto, integers.Data);
                break;
        }

        return tensor;
    }

    private static void CopyTo(this List<string> values, int start, Span<string> target) =>
        CollectionsMarshal.AsSpan(values)[start..].CopyTo(target);

    private static void FillIntegers(TensorProto proto, Span<long> target)
    {
        switch (proto.DataType)
        {
            case TensorDataType.Int64:
                Fill(proto, target, proto.Int64s, value => value);
                break;
            case TensorDataType.Int32:
                FillSmall<int>(proto, target);
                break;
            case TensorDataType.Int16:
                FillSmall<short>(proto, target);
                break;
            case TensorDataType.Int8:
                FillSmall<sbyte>(proto, target);
                break;
            case TensorDataType.UInt16:
                FillSmall<ushort>(proto, target);
                break;
            default:
                FillSmall<byte>(proto, target);
                break;
        }
    }

    private static void FillSmall<T>(TensorProto proto, Span<long> target)
        where T : unmanaged, IBinaryInteger<T>
    {
        var values = new T[target.Length];
        Fill(proto, values, proto.Int32s, T.CreateTruncating);
        Convert<T, long>(values, target, long.CreateTruncating);
    }

    private static void Fill<TStored, T>(TensorProto proto, Span<T> target, List<TStored> values, Func<TStored, T> convert)
        where T : unmanaged
    {
        if (proto.RawData.Length > 0)
        {
            int size = Marshal.SizeOf<T>();
            CheckCount(proto, proto.RawData.Length, (long)target.Length * size);
            LittleEndian.Copy<T>(proto.RawData, target);
            return;
        }

        CheckCount(proto, values.Count, target.Length);
        Convert<TStored, T>(CollectionsMarshal.AsSpan(values), target, convert);
    }

    private static void Convert<TSource, T>(ReadOnlySpan<TSource> source, Span<T> target, Func<TSource, T> convert)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = convert(source[i]);
        }
    }

    private static void CheckCount(TensorProto proto, long count, long expected)
    {
        if (count != expected)
        {
            throw OnnxException.Invalid($"The constant '{proto.Name}' holds {count} values or bytes where its shape asks for {expected}.");
        }
    }
}
