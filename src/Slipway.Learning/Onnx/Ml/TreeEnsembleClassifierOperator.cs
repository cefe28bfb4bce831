using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// The sum of the weights that each row reaches in the trees, one a class. Where all weights of two classes are of one class, their sum is
/// a score that tells the two apart, which the format leaves to implementations: ONNX Runtime is followed.
/// </summary>
internal sealed class TreeEnsembleClassifierOperator(
    Forest forest, ClassLabels labels, float[] baseValues, PairKind pair, PostTransform transform, int input, int output, int sums) : Operator
{
    public static Operator Create(OperatorContext context)
    {
        var transform = PostTransforms.Read(context);
        float[] baseValues = context.Floats("base_values");
        var labels = ClassLabels.Read(context, "classlabels_int64s");
        long[] classIds = context.Ints("class_ids");
        bool isPair = labels.Count == 2 && classIds.Length > 0 && Array.TrueForAll(classIds, id => id == classIds[0]);
        bool isPositive = Array.TrueForAll(context.Floats("class_weights"), weight => weight >= 0);
        bool baseValuesFit = baseValues.Length == 0 || baseValues.Length == labels.Count || (isPair && baseValues.Length == 1);
        if (!baseValuesFit)
        {
            throw OnnxException.Invalid($"{context.Description} has {baseValues.Length} base values for {labels.Count} classes.");
        }

        var kind = !isPair ? PairKind.None : isPositive ? PairKind.Probability : PairKind.Score;
        var forest = ForestReader.Read(context, "class", labels.Count);
        int input = context.FloatInput(0);
        int output = context.Output(1, TensorElement.Float);
        return new TreeEnsembleClassifierOperator(
            forest, labels, baseValues, kind, transform, input, output, context.Scratch(TensorElement.Double));
    }

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = source.RowWidth;
        if (width < forest.FeatureCount)
        {
            throw OnnxException.Invalid($"A tree ensemble that needs {forest.FeatureCount} columns is given {width}.");
        }

        int classes = labels.Count;
        values[output].SetShape(source.RowCount, classes);
        values[sums].SetShape(classes);
        labels.SetRowCount(values, source.RowCount);
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        var totals = Data<double>(values, sums);
        for (int row = 0; row < source.RowCount; row++)
        {
            totals.Clear();
            forest.Add(elements.Slice(row * width, width), totals);
            var scores = target.Slice(row * classes, classes);
            labels.Write(values, row, pair == PairKind.None ? WriteScores(totals, scores) : WritePair(totals, scores));
        }
    }

    private int WriteScores(ReadOnlySpan<double> totals, Span<float> scores)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)(totals[i] + (baseValues.Length > 0 ? baseValues[i] : 0));
        }

        int best = LinearClassifierOperator.Largest(scores);
        PostTransforms.Apply(transform, scores);
        return best;
    }

    private int WritePair(ReadOnlySpan<double> totals, Span<float> scores)
    {
        float score = (float)(totals[0] + totals[1] + (baseValues.Length > 0 ? baseValues[^1] : 0));
        bool isSecond = score > (pair == PairKind.Probability ? 0.5f : 0);
        if (pair == PairKind.Probability)
        {
            (scores[0], scores[1]) = (1 - score, score);
        }
        else
        {
            (scores[0], scores[1]) = (-score, score);
            PostTransforms.Apply(transform, scores);
        }

        return isSecond ? 1 : 0;
    }
}
