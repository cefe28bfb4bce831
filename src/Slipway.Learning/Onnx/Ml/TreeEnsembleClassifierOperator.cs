using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx.Ml;

/// <summary>
/// The sum of the weights that each row reaches in the trees, one a class. What the sums of two classes mean, the format leaves to
/// implementations; ONNX Runtime is followed: the second class wins above a fixed value, and the sum of a single class stands for both.
/// </summary>
internal sealed class TreeEnsembleClassifierOperator(
    Forest forest,
    ClassLabels labels,
    float[] baseValues,
    PairKind pair,
    bool hasSecond,
    PostTransform transform,
    int input,
    int output,
    int sums)
    : Operator
{
    public Forest Forest => forest;

    public int ClassCount => labels.Count;

    public float[] BaseValues => baseValues;

    /// <summary>Whether a single sum stands for both of two classes.</summary>
    public bool IsSingleOfPair => pair != PairKind.None && !hasSecond;

    /// <summary>Whether the first of two classes that share a sum has the opposite of it, and not what it lacks to 1.</summary>
    public bool IsOpposite => pair == PairKind.Score || transform == PostTransform.Logistic;

    public PostTransform Transform => transform;

    public static Operator Create(OperatorContext context)
    {
        var transform = PostTransforms.Read(context);
        float[] baseValues = Array.ConvertAll(TreeThresholds.Read(context, "base_values"), value => (float)value);
        var labels = ClassLabels.Read(context, "classlabels_int64s");
        long[] classIds = context.Ints("class_ids");
        bool isPair = labels.Count == 2;
        bool hasSecond = Array.Exists(classIds, id => id == 1);
        bool isSingle = Array.TrueForAll(classIds, id => id == classIds[0]);
        bool isPositive = Array.TrueForAll(TreeThresholds.Read(context, "class_weights"), weight => weight >= 0);
        bool baseValuesFit = baseValues.Length == 0 || baseValues.Length == labels.Count || (isPair && baseValues.Length == 1);
        if (!baseValuesFit)
        {
            throw OnnxException.Invalid($"{context.Description} has {baseValues.Length} base values for {labels.Count} classes.");
        }

        bool isOddTransform = isPair && !hasSecond && transform == PostTransform.Probit;
        if (isOddTransform || (isPair && baseValues.Length == 2) || (isPair && hasSecond && baseValues.Length > 0))
        {
            throw OnnxException.Unsupported(
                $"{context.Description} has base values or a transform for two classes in a form that runtimes disagree on.");
        }

        var kind = !isPair ? PairKind.None : isSingle && isPositive ? PairKind.Probability : PairKind.Score;
        var forest = ForestReader.Read(context, "class", labels.Count);
        int input = context.FloatInput(0);
        int output = context.Output(1, TensorElement.Float);
        return new TreeEnsembleClassifierOperator(
            forest, labels, baseValues, kind, hasSecond, transform, input, output, context.Scratch(TensorElement.Double));
    }

    public override void Run(Tensor[] values)
    {
        var source = values[input];
        int width = source.RowWidth;
        forest.CheckWidth(width);

        int classes = labels.Count;
        values[output].SetShape(source.RowCount, classes);
        values[sums].SetShape(source.RowCount, classes);
        labels.SetRowCount(values, source.RowCount);
        var elements = Data<float>(values, input);
        var target = Data<float>(values, output);
        var totals = Data<double>(values, sums);
        forest.SumRows(elements, width, totals, classes);
        for (int row = 0; row < source.RowCount; row++)
        {
            var scores = target.Slice(row * classes, classes);
            var rowTotals = totals.Slice(row * classes, classes);
            labels.Write(values, row, pair == PairKind.None ? WriteScores(rowTotals, scores) : WritePair(rowTotals, scores));
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
        float first = (float)(totals[0] + (baseValues.Length > 0 ? baseValues[0] : 0));
        float second = (float)totals[1];
        bool isSecond = (hasSecond ? second : first) > (pair == PairKind.Probability ? 0.5f : 0);
        if (hasSecond)
        {
            (scores[0], scores[1]) = (first, second);
            PostTransforms.Apply(transform, scores);
        }
        else if (transform == PostTransform.Logistic)
        {
            (scores[0], scores[1]) = (PostTransforms.Sigmoid(-first), PostTransforms.Sigmoid(first));
        }
        else
        {
            // A probability has a complement; the score of the other class is the opposite.
            (scores[0], scores[1]) = (IsOpposite ? -first : 1 - first, first);
        }

        return isSecond ? 1 : 0;
    }
}
