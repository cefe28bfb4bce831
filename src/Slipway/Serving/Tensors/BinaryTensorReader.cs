using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Slipway.Learning.Tables;

namespace Slipway.Serving.Tensors;

/// <summary>
/// Reads the data of a tensor from bytes: row-major, little-endian, without padding; each of BYTES behind its length, four bytes.
/// </summary>
internal readonly ref struct BinaryTensorReader(FeatureLayout layout, FeatureBatch batch, InputReport report)
{
    private const int LengthSize = 4;

    /// <summary>Reads all values.</summary>
    /// <param name="data">The bytes of the tensor.</param>
    /// <param name="target">Where they go.</param>
    /// <returns>Whether the rest of the request matters still.</returns>
    public bool Read(ReadOnlySpan<byte> data, in TensorTarget target)
    {
        if (target.Datatype == TensorDatatype.Bytes)
        {
            return ReadTexts(data, in target) || RefuseSize();
        }

        if (data.Length != (long)target.Count * TensorDatatypes.Size(target.Datatype))
        {
            return RefuseSize();
        }

        for (int i = 0; i < target.Width; i++)
        {
            ReadFeature(data, in target, i);
        }

        return true;
    }

    private void ReadFeature(ReadOnlySpan<byte> data, in TensorTarget target, int index)
    {
        switch (target.Datatype)
        {
            case TensorDatatype.Fp32: ReadNumbers<float>(data, in target, index); break;
            case TensorDatatype.Fp64: ReadNumbers<double>(data, in target, index); break;
            case TensorDatatype.Fp16: ReadNumbers<Half>(data, in target, index); break;
            case TensorDatatype.UInt8 or TensorDatatype.Bool: ReadNumbers<byte>(data, in target, index); break;
            case TensorDatatype.UInt16: ReadNumbers<ushort>(data, in target, index); break;
            case TensorDatatype.UInt32: ReadNumbers<uint>(data, in target, index); break;
            case TensorDatatype.UInt64: ReadNumbers<ulong>(data, in target, index); break;
            case TensorDatatype.Int8: ReadNumbers<sbyte>(data, in target, index); break;
            case TensorDatatype.Int16: ReadNumbers<short>(data, in target, index); break;
            case TensorDatatype.Int32: ReadNumbers<int>(data, in target, index); break;
            default: ReadNumbers<long>(data, in target, index); break;
        }
    }

    private void ReadNumbers<T>(ReadOnlySpan<byte> data, in TensorTarget target, int index)
        where T : unmanaged, INumberBase<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(data);
        int feature = target.FirstFeature + index;
        var (min, max) = layout.Bounds[feature];
        if (target.Width == 1 && min <= max && NumberColumn.TryCopy(values, min, max, batch.NumbersToSet(feature)))
        {
            return;
        }

        var numbers = min <= max ? batch.NumbersToSet(feature) : default;
        for (int row = 0; row < target.Rows; row++)
        {
            T value = values[(row * target.Width) + index];
            double number = double.CreateTruncating(value);
            if (number >= min && number <= max && target.Datatype != TensorDatatype.Bool)
            {
                numbers[row] = (float)number;
                continue;
            }

            batch.MoveTo(row);
            if (Set(value, number, target.Datatype, feature) is { } rule)
            {
                report.Add(rule, row, layout, feature);
            }
        }
    }

    private InputRule? Set<T>(T value, double number, TensorDatatype datatype, int feature)
        where T : unmanaged, INumberBase<T>
    {
        var schema = layout.Schema.Features[feature];
        if (double.IsNaN(number))
        {
            return schema.AllowsMissing ? null : InputRule.Null;
        }

        if (datatype == TensorDatatype.Bool && number is not (0 or 1))
        {
            return InputRule.NotOfDatatype;
        }

        switch (layout.Types[feature])
        {
            case ColumnType.Number:
                return InputValues.SetNumber(number, schema, feature, batch);
            case ColumnType.Boolean when number is 0 or 1:
                batch.SetNumber(feature, (float)number);
                return null;
            case ColumnType.Boolean:
                return InputRule.WrongType;
            default:
                batch.SetWord(feature, Word(value, datatype, feature));
                return null;
        }
    }

    private string Word<T>(T value, TensorDatatype datatype, int feature)
        where T : unmanaged, INumberBase<T>
    {
        const int MaxDigits = 20;
        if (datatype == TensorDatatype.Bool)
        {
            return layout.Intern(feature, T.IsZero(value) ? "false" : "true");
        }

        Span<char> text = stackalloc char[MaxDigits];
        value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return layout.Intern(feature, text[..length]);
    }

    /// <returns>Whether the bytes are as many texts as the tensor has.</returns>
    private bool ReadTexts(ReadOnlySpan<byte> data, in TensorTarget target)
    {
        for (int i = 0; i < target.Count; i++)
        {
            if (data.Length < LengthSize)
            {
                return false;
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(data);
            data = data[LengthSize..];
            if (length > data.Length)
            {
                return false;
            }

            var (row, index) = Math.DivRem(i, target.Width);
            int feature = target.FirstFeature + index;
            batch.MoveTo(row);
            if (SetText(data[..(int)length], feature) is { } rule)
            {
                report.Add(rule, row, layout, feature);
            }

            data = data[(int)length..];
        }

        return data.IsEmpty;
    }

    private InputRule? SetText(ReadOnlySpan<byte> utf8, int feature)
    {
        if (!Utf8.IsValid(utf8))
        {
            return InputRule.NotUtf8;
        }

        var type = layout.Types[feature];
        string word = type is ColumnType.Boolean or ColumnType.Timestamp ? "" : layout.Intern(feature, utf8);
        if (utf8.IsEmpty || (word.Length == 0 && type is not (ColumnType.Boolean or ColumnType.Timestamp)))
        {
            return layout.Schema.Features[feature].AllowsMissing ? null : InputRule.Null;
        }

        switch (type)
        {
            case ColumnType.Boolean:
                return InputValues.SetBoolean(utf8, feature, batch);
            case ColumnType.Timestamp:
                return InputValues.SetTimestamp(utf8, feature, batch);
            default:
                batch.SetWord(feature, word);
                return null;
        }
    }

    private bool RefuseSize() =>
        TensorProblems.Refuse(report, "The binary data of an input are not of the size that its shape and datatype say. Send them so.");
}
