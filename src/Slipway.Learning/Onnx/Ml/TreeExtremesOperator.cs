using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>The smallest or the largest of the weights that each row reaches in the trees, and a base value; 0 for a target that none adds to.</summary>
internal sealed class TreeExtremesOperator(
    Forest forest, int targetCount, float[] baseValues, bool takesLargest, PostTransform transform, int input, int output) : Operator
{
    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = source.RowWidth;
        forest.CheckWidth(width);

        values[output].SetShape(source.RowCount, targetCount);
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        for (int row = 0; row < source.RowCount; row++)
        {
            var scores = target.Slice(row * targetCount, targetCount);
            Find(elements.Slice(row * width, width), scores);
            for (int i = 0; i < baseValues.Length; i++)
            {
                scores[i] += baseValues[i];
            }

            PostTransforms.Apply(transform, scores);
        }
    }

    private void Find(ReadOnlySpan<float> row, Span<float> scores)
    {
        scores.Fill(float.NaN);
        foreach (int root in forest.Roots)
        {
            int leaf = forest.FindLeaf(root, row);
            foreach (var (target, weight) in forest.Weights.AsSpan(forest.LeafStarts[leaf]..forest.LeafStarts[leaf + 1]))
            {
                float best = scores[target];
                bool isBetter = float.IsNaN(best) || (takesLargest ? weight > best : weight < best);
                scores[target] = isBetter ? weight : best;
            }
        }

        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = float.IsNaN(scores[i]) ? 0 : scores[i];
        }
    }
}
