using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Ml;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Results;

namespace Slipway.Learning.Explaining;

/// <summary>
/// Goes from an answer of a model back to the layer that makes its scores. What stands in between must be a link that is known, so that
/// it can be said what the contributions sum to.
/// </summary>
internal sealed class ScoreTrace
{
    private readonly CompiledGraph _graph;
    private readonly Dictionary<int, GraphNode> _makers = [];
    private readonly Dictionary<GraphNode, Result<ScoreView>> _layers = [];

    private ScoreTrace(CompiledGraph graph)
    {
        _graph = graph;
        foreach (var node in graph.Nodes)
        {
            foreach (int output in node.Outputs.Where(slot => slot != GraphNode.Absent))
            {
                _makers[output] = node;
            }
        }
    }

    /// <summary>What makes an answer, or <c>explain.unsupported</c>, <c>explain.noCovers</c>, <c>explain.treeTooDeep</c>.</summary>
    public static Result<ScoreView> Find(CompiledGraph graph, int slot) => new ScoreTrace(graph).Find(slot);

    private Result<ScoreView> Find(int slot)
    {
        if (!_makers.TryGetValue(slot, out var node))
        {
            return Unsupported("an input or a constant");
        }

        return node.Type switch
        {
            "Cast" or "Flatten" or "Identity" or "Reshape" or "Squeeze" or "Unsqueeze" or "ZipMap" => Find(node.Inputs[0]),

            // After a link this makes shares of what are probabilities already.
            "Normalizer" => Change(node, view => view.Link == ScoreLink.None ? null : view),
            "Sigmoid" => Change(node, view => Linked(view, ScoreLink.Logistic)),
            "Softmax" or "Exp" => Change(node, view => Linked(view, ScoreLink.Other)),
            "Neg" => Change(node, view => view.Link == ScoreLink.None ? Map(view, (column, _) => column.SubtractedFrom(0)) : null),
            "Add" => FindSum(node),
            "Sub" => FindDifference(node),
            "Concat" => FindPair(node),
            "TreeEnsembleClassifier" or "TreeEnsembleRegressor" or "LinearClassifier" or "LinearRegressor" or "Gemm" or "MatMul" =>
                FindLayer(node),
            _ => Unsupported(node.Type),
        };
    }

    private static ScoreView? Linked(ScoreView view, ScoreLink link) => view.Link == ScoreLink.None ? view with { Link = link } : null;

    private static ScoreView Map(ScoreView view, Func<ScoreColumn, int, ScoreColumn> change) =>
        view with { Columns = [.. view.Columns.Select(change)] };

    private static Problem Unsupported(string operatorName) => new(
        "explain.unsupported",
        $"The model makes its answers by {operatorName}, and contributions are known of trees and of linear models with the usual links only. "
        + "Ask without explanations.");

    private Result<ScoreView> Change(GraphNode node, Func<ScoreView, ScoreView?> change, int input = 0)
    {
        var found = Find(node.Inputs[input]);
        return !found.TryGetValue(out var view) ? found : change(view) is { } changed ? changed : Unsupported(node.Type);
    }

    /// <summary>The constant for each column, where an input is one or the same for all.</summary>
    private Func<int, double>? ConstantOf(int slot) => _graph.Values[slot].Constant switch
    {
        Tensor<float> floats when floats.Length > 0 => column => floats.Data[floats.Length == 1 ? 0 : column],
        Tensor<double> doubles when doubles.Length > 0 => column => doubles.Data[doubles.Length == 1 ? 0 : column],
        _ => null,
    };

    private bool Fits(int slot, ScoreView view) => _graph.Values[slot].Constant is { } constant
        && (constant.Length == 1 || (constant.Length == view.Columns.Length && constant.Dims[^1] == constant.Length));

    private Result<ScoreView> FindSum(GraphNode node)
    {
        int constant = ConstantOf(node.Inputs[0]) is null ? 1 : 0;
        return ConstantOf(node.Inputs[constant]) is { } added
            ? Change(
                node,
                view => view.Link == ScoreLink.None && Fits(node.Inputs[constant], view)
                    ? Map(view, (column, index) => column.Plus(added(index)))
                    : null,
                1 - constant)
            : Unsupported(node.Type);
    }

    private Result<ScoreView> FindDifference(GraphNode node)
    {
        if (ConstantOf(node.Inputs[1]) is { } subtracted)
        {
            return Change(
                node,
                view => view.Link == ScoreLink.None && Fits(node.Inputs[1], view)
                    ? Map(view, (column, index) => column.Plus(-subtracted(index)))
                    : null);
        }

        return ConstantOf(node.Inputs[0]) is { } number
            ? Change(node, view => Fits(node.Inputs[0], view) ? From(number, view) : null, 1)
            : Unsupported(node.Type);
    }

    /// <summary>1 minus a logistic probability is that of the opposite score.</summary>
    private static ScoreView? From(Func<int, double> number, ScoreView view) => view.Link switch
    {
        ScoreLink.None => Map(view, (column, index) => column.SubtractedFrom(number(index))),
        ScoreLink.Logistic when Enumerable.Range(0, view.Columns.Length).All(index => number(index) == 1) =>
            Map(view, (column, _) => column.SubtractedFrom(0)),
        _ => null,
    };

    private Result<ScoreView> FindPair(GraphNode node)
    {
        var columns = new List<ScoreColumn>();
        ScoreView? first = null;
        foreach (int input in node.Inputs)
        {
            var found = Find(input);
            if (!found.TryGetValue(out var view))
            {
                return found;
            }

            first ??= view;
            if (view.Layer != first.Layer || view.Link != first.Link)
            {
                return Unsupported(node.Type);
            }

            columns.AddRange(view.Columns);
        }

        return first! with { Columns = [.. columns] };
    }

    /// <summary>The layer of a node, made once, as both answers of a pair lead to it.</summary>
    private Result<ScoreView> FindLayer(GraphNode node)
    {
        if (!_layers.TryGetValue(node, out var layer))
        {
            _layers.Add(node, layer = MakeLayer(node));
        }

        return layer;
    }

    private Result<ScoreView> MakeLayer(GraphNode node)
    {
        int input = node.Inputs[0];
        switch (node.Operator)
        {
            case TreeEnsembleRegressorOperator trees:
                return Trees(input, trees.Forest, trees.Divisor, trees.BaseValues, Columns(trees.TargetCount), LinkOf(trees.Transform));
            case TreeEnsembleClassifierOperator { IsSingleOfPair: true } trees:
                return Trees(input, trees.Forest, 1, trees.BaseValues, Pair(trees.Transform), PairLink(trees.Transform));
            case TreeEnsembleClassifierOperator trees:
                return Trees(input, trees.Forest, 1, trees.BaseValues, Columns(trees.ClassCount), LinkOf(trees.Transform));
            case LinearRegressorOperator linear:
                return new ScoreView(Linear(input, linear.Scores), Columns(linear.Scores.Count), LinkOf(linear.Transform));
            case LinearClassifierOperator { IsSingleOfPair: true } linear:
                return new ScoreView(Linear(input, linear.Scores), Pair(linear.Transform), PairLink(linear.Transform));
            case LinearClassifierOperator linear:
                return new ScoreView(Linear(input, linear.Scores), Columns(linear.Scores.Count), LinkOf(linear.Transform));
            default:
                return Product(node) is { } layer ? new ScoreView(layer, Columns(layer.ScoreCount), ScoreLink.None) : Unsupported(node.Type);
        }
    }

    private static ScoreColumn[] Columns(int count) => [.. Enumerable.Range(0, count).Select(score => new ScoreColumn(score))];

    /// <summary>The score of a pair is that of the second class.</summary>
    private static ScoreColumn[] Pair(PostTransform transform) =>
        [new ScoreColumn(0).SubtractedFrom(transform == PostTransform.Logistic ? 0 : 1), new ScoreColumn(0)];

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
                $"A tree of the model asks more than {TreeShape.MaxDepth} questions in a row, more than are explained. Ask without explanations.");
    }

    private static LinearLayer Linear(int input, LinearScores scores) =>
        new(input, [.. scores.Coefficients.ToArray().Select(x => (double)x)], [.. scores.Intercepts.ToArray().Select(x => (double)x)]);

    /// <summary>A matrix of rows times a constant one, and a constant row; null where that is not what is computed.</summary>
    private LinearLayer? Product(GraphNode node)
    {
        var matrix = _graph.Values[node.Inputs[1]].Constant;
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
            var added = _graph.Values[node.Inputs[2]].Constant;
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

    private static double[]? ConstantElements(Tensor? tensor) => tensor switch
    {
        Tensor<float> floats => [.. floats.Data.ToArray().Select(x => (double)x)],
        Tensor<double> doubles => doubles.Data.ToArray(),
        _ => null,
    };
}
