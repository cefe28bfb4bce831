using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Ml;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Results;

namespace Slipway.Learning.Explaining;

/// <summary>Reads the operators that make scores of columns: trees and weights.</summary>
internal static class ScoreLayers
{
    /// <summary>Reads a node.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="node">The node.</param>
    /// <param name="slot">The output of the node that is asked for.</param>
    /// <returns>Its scores, <c>explain.noCovers</c> or <c>explain.treeTooDeep</c>; null where it is no such layer.</returns>
    public static Result<ScoreView>? Read(CompiledGraph graph, GraphNode node, int slot)
    {
        // Classifiers name the class before they give its score.
        bool isLabel = node.Operator is TreeEnsembleClassifierOperator or LinearClassifierOperator
            && (node.Outputs.Length < 2 || slot != node.Outputs[1]);
        return isLabel ? null : Read(graph, node);
    }

    private static Result<ScoreView>? Read(CompiledGraph graph, GraphNode node)
    {
        int input = node.Inputs[0];
        switch (node.Operator)
        {
            case TreeEnsembleRegressorOperator trees:
                return Trees(input, trees.Forest, trees.Divisor, trees.BaseValues, Columns(trees.TargetCount), LinkOf(trees.Transform));
            case TreeEnsembleClassifierOperator { IsSingleOfPair: true } trees:
                return Trees(input, trees.Forest, 1, trees.BaseValues, Pair(trees.IsOpposite), PairLink(trees.Transform));
            case TreeEnsembleClassifierOperator trees:
                return Trees(input, trees.Forest, 1, trees.BaseValues, Columns(trees.ClassCount), LinkOf(trees.Transform));
            case LinearRegressorOperator linear:
                return new ScoreView(Linear(input, linear.Scores), Columns(linear.Scores.Count), LinkOf(linear.Transform));
            case LinearClassifierOperator { IsSingleOfPair: true } linear:
                return new ScoreView(Linear(input, linear.Scores), Pair(linear.Transform == PostTransform.Logistic), PairLink(linear.Transform));
            case LinearClassifierOperator linear:
                return new ScoreView(Linear(input, linear.Scores), Columns(linear.Scores.Count), LinkOf(linear.Transform));
            default:
                var product = Product(graph, node);
                return product is null ? null : (Result<ScoreView>)new ScoreView(product, Columns(product.ScoreCount), ScoreLink.None);
        }
    }

    private static ScoreColumn[] Columns(int count) => [.. Enumerable.Range(0, count).Select(score => new ScoreColumn(score))];

    /// <summary>The score of a pair is that of the second class; the first has the opposite, or the complement to 1.</summary>
    private static ScoreColumn[] Pair(bool isOpposite) =>
        [new ScoreColumn(0).SubtractedFrom(isOpposite ? 0 : 1), new ScoreColumn(0)];

    private static ScoreLink LinkOf(PostTransform transform) => transform switch
    {
        PostTransform.None => ScoreLink.None,
        PostTransform.Logistic => ScoreLink.Logistic,
        _ => ScoreLink.Other,
    };

    /// <summary>The single score of a pair knows one link; other transforms leave it as it is.</summary>
    private static ScoreLink PairLink(PostTransform transform) =>
        transform == PostTransform.Logistic ? ScoreLink.Logistic : ScoreLink.None;

    private static Result<ScoreView> Trees(
        int input, Forest forest, double divisor, float[] baseValues, ScoreColumn[] columns, ScoreLink link)
    {
        if (!forest.HasCovers)
        {
            return new Problem(
                "explain.noCovers",
                "The model does not say how many training rows reached each node of its trees, so that nothing is known to explain it by. "
                + "Export it with 'nodes_hitrates', or train it here; or ask without explanations.");
        }

        int scores = Math.Max(columns.Length, columns.Max(column => column.Score) + 1);
        return TreeLayer.TryCreate(input, forest, divisor, baseValues, scores) is { } layer
            ? new ScoreView(layer, columns, link)
            : new Problem(
                "explain.treeTooDeep",
                $"A tree of the model asks more than {TreeShape.MaxDepth} questions in a row, more than are explained. "
                + "Ask without explanations.");
    }

    private static LinearLayer Linear(int input, LinearScores scores) =>
        new(input, [.. scores.Coefficients.ToArray().Select(x => (double)x)], [.. scores.Intercepts.ToArray().Select(x => (double)x)]);

    /// <summary>A matrix of rows times a constant one, and a constant row; null where that is not what is computed.</summary>
    private static LinearLayer? Product(CompiledGraph graph, GraphNode node)
    {
        if (node.Type is not ("Gemm" or "MatMul"))
        {
            return null;
        }

        var matrix = graph.Values[node.Inputs[1]].Constant;
        var factor = ConstantElements(matrix);
        if (factor is null || matrix!.Rank != 2 || matrix.Length == 0 || node.Int("transA", 0) != 0)
        {
            return null;
        }

        bool isTransposed = node.Int("transB", 0) != 0;
        var (scores, width) = isTransposed ? (matrix.Dims[0], matrix.Dims[1]) : (matrix.Dims[1], matrix.Dims[0]);
        var weights = new double[scores * width];
        for (int score = 0; score < scores; score++)
        {
            for (int column = 0; column < width; column++)
            {
                weights[(score * width) + column] =
                    node.Float("alpha", 1) * factor[isTransposed ? (score * width) + column : (column * scores) + score];
            }
        }

        var intercepts = new double[scores];
        if (node.Inputs.Length > 2 && node.Inputs[2] != GraphNode.Absent)
        {
            var added = graph.Values[node.Inputs[2]].Constant;
            if (ConstantElements(added) is not { } elements || (added!.Length != 1 && (added.Length != scores || added.Dims[^1] != scores)))
            {
                return null;
            }

            for (int score = 0; score < scores; score++)
            {
                intercepts[score] = node.Float("beta", 1) * elements[elements.Length == 1 ? 0 : score];
            }
        }

        return new LinearLayer(node.Inputs[0], weights, intercepts);
    }

    /// <summary>The elements of a tensor of numbers; null for another.</summary>
    public static double[]? ConstantElements(Tensor? tensor) => tensor switch
    {
        Tensor<float> floats => [.. floats.Data.ToArray().Select(x => (double)x)],
        Tensor<double> doubles => doubles.Data.ToArray(),
        _ => null,
    };
}
