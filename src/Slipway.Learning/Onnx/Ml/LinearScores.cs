using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>The weights of the linear operators of ai.onnx.ml: one row of coefficients a score.</summary>
internal sealed class LinearScores
{
    private readonly float[] _coefficients;
    private readonly float[] _intercepts;

    private LinearScores(float[] coefficients, float[] intercepts) => (_coefficients, _intercepts) = (coefficients, intercepts);

    public int Count => _intercepts.Length;

    /// <summary>Row-major <c>[scores, columns]</c>.</summary>
    public ReadOnlySpan<float> Coefficients => _coefficients;

    public ReadOnlySpan<float> Intercepts => _intercepts;

    /// <summary>Reads the weights of so many scores.</summary>
    public static LinearScores Read(OperatorContext context, int count)
    {
        float[] coefficients = context.Floats("coefficients");
        float[] intercepts = context.Floats("intercepts");
        if (count > coefficients.Length || coefficients.Length % count != 0 || (intercepts.Length != 0 && intercepts.Length != count))
        {
            throw OnnxException.Invalid(
                $"{context.Description} has {coefficients.Length} coefficients and {intercepts.Length} intercepts for {count} scores.");
        }

        return new LinearScores(coefficients, intercepts.Length == 0 ? new float[count] : intercepts);
    }

    /// <summary>The columns of the input, which are as many as the coefficients of a score.</summary>
    public int CheckWidth(Tensor input) => input.RowWidth == _coefficients.Length / Count
        ? input.RowWidth
        : throw OnnxException.Invalid($"A linear model of {_coefficients.Length / Count} columns is given {input.RowWidth}.");

    public void Compute(ReadOnlySpan<float> row, Span<float> scores)
    {
        for (int i = 0; i < Count; i++)
        {
            var weights = _coefficients.AsSpan(i * row.Length, row.Length);
            float sum = _intercepts[i];
            for (int j = 0; j < row.Length; j++)
            {
                sum += weights[j] * row[j];
            }

            scores[i] = sum;
        }
    }
}
