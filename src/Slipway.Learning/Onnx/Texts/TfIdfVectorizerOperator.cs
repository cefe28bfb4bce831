using System.Buffers;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Onnx.Texts;

/// <summary>Counts sequences of tokens in rows of tokens; one row where the tokens have one dimension.</summary>
internal sealed class TfIdfVectorizerOperator<T>(int input, int output, Dictionary<T, int> tokens, NgramTable terms) : Operator
    where T : notnull
{
    private const int Unknown = -1;

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        if (source.Rank is not (1 or 2))
        {
            throw OnnxException.Invalid($"A TfIdfVectorizer is given {source.Rank} dimensions; it takes [tokens] or [rows, tokens].");
        }

        int rows = source.Rank == 1 ? 1 : source.Dims[0];
        int perRow = source.Dims[^1];
        values[output].SetShape(source.Rank == 1 ? [terms.Width] : [rows, terms.Width]);
        var given = Data<T>(values, input);
        var target = Data<float>(values, output);
        int[] numbers = ArrayPool<int>.Shared.Rent(perRow);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < perRow; i++)
            {
                numbers[i] = tokens.TryGetValue(given[(row * perRow) + i], out int number) ? number : Unknown;
            }

            terms.Count(numbers.AsSpan(0, perRow), target.Slice(row * terms.Width, terms.Width));
        }

        ArrayPool<int>.Shared.Return(numbers);
    }
}
