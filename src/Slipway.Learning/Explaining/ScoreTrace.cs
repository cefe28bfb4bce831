using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Results;

namespace Slipway.Learning.Explaining;

/// <summary>
/// Goes from an answer of a model back to the layer that makes its scores. What stands in between must be a link that is known, so that
/// it can be said what the contributions sum to.
/// </summary>
internal sealed class ScoreTrace
{
    // Links of models are a handful of nodes; a file that was made to tire its reader is not followed further.
    private const int MaxNodes = 100, MaxColumns = 1 << 16;

    private readonly CompiledGraph _graph;
    private readonly Dictionary<int, GraphNode> _makers;
    private readonly Dictionary<int, Result<ScoreView>> _found = [];
    private int _depth;

    private ScoreTrace(CompiledGraph graph) => (_graph, _makers) = (graph, graph.FindProducers());

    /// <summary>What makes an answer, or <c>explain.unsupported</c>, <c>explain.noCovers</c>, <c>explain.treeTooDeep</c>.</summary>
    public static Result<ScoreView> Find(CompiledGraph graph, int slot) => new ScoreTrace(graph).Find(slot);

    /// <summary>Each value is looked at once: both answers of a pair lead to the same layer.</summary>
    private Result<ScoreView> Find(int slot)
    {
        if (!_makers.TryGetValue(slot, out var node) || _depth == MaxNodes)
        {
            return Unsupported(node?.Type ?? "an input or a constant");
        }

        if (!_found.TryGetValue(slot, out var view))
        {
            _depth++;
            _found.Add(slot, view = FindBehind(node, slot));
            _depth--;
        }

        return view;
    }

    private Result<ScoreView> FindBehind(GraphNode node, int slot) => node.Type switch
    {
        "Cast" or "Flatten" or "Identity" or "Reshape" or "Squeeze" or "Unsqueeze" or "ZipMap" => Find(node.Inputs[0]),

        // After a link this makes shares of what are probabilities already.
        "Normalizer" => Change(node, view => view.Link == ScoreLink.None ? null : view),
        "Sigmoid" => Change(node, view => Linked(view, ScoreLink.Logistic)),
        "Softmax" => Change(node, view => view.Link == ScoreLink.Other ? view : Linked(BesideMean(view), ScoreLink.Other)),
        "Exp" => Change(node, view => Linked(view, ScoreLink.Other)),

        // The steps of a calibration: each maps a column by itself, so that what came before is what is explained.
        "Relu" or "Log" => Change(node, Mapped),
        "Max" or "Min" => FindMapped(node, _ => true),
        "Mul" => FindMapped(node, view => view.Link != ScoreLink.None),
        "Neg" => Change(node, view => view.Link == ScoreLink.None ? Map(view, (column, _) => column.SubtractedFrom(0)) : null),
        "Add" => new DistanceLayers(_graph, _makers).Read(node) is { } distances ? distances : FindSum(node),
        "Sub" => FindDifference(node),
        "Concat" => FindPair(node),
        _ => ScoreLayers.Read(_graph, node, slot) ?? Unsupported(node.Type),
    };

    private static ScoreView? Linked(ScoreView view, ScoreLink link) => view.Link == ScoreLink.None ? view with { Link = link } : null;

    /// <summary>The softmax takes any shift of all scores alike. Beside their mean, distances say how one class differs from the others.</summary>
    private static ScoreView BesideMean(ScoreView view) =>
        view.Layer is QuadraticLayer layer && view.Columns.Length == layer.ScoreCount
        && view.Columns.Select((column, k) => column.Score == k && column.Sign == view.Columns[0].Sign).All(fits => fits)
            ? view with { Layer = layer.BesideMean() }
            : view;

    private static ScoreView Mapped(ScoreView view) => view with { Link = ScoreLink.Other };

    private static ScoreView Map(ScoreView view, Func<ScoreColumn, int, ScoreColumn> change) =>
        view with { Columns = [.. view.Columns.Select(change)] };

    private static Problem Unsupported(string operatorName) => new(
        "explain.unsupported",
        $"The model makes its answers by {operatorName}, and contributions are known of trees, linear models and discriminants with the usual "
        + "links. Ask without explanations.");

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

    /// <summary>An operator of a constant and one view.</summary>
    private Result<ScoreView> FindMapped(GraphNode node, Func<ScoreView, bool> allows)
    {
        int constant = ConstantOf(node.Inputs[0]) is null ? 1 : 0;
        return node.Inputs.Length == 2 && ConstantOf(node.Inputs[constant]) is not null
            ? Change(node, view => allows(view) && Fits(node.Inputs[constant], view) ? Mapped(view) : null, 1 - constant)
            : Unsupported(node.Type);
    }

    private Result<ScoreView> FindSum(GraphNode node)
    {
        int constant = ConstantOf(node.Inputs[0]) is null ? 1 : 0;
        return ConstantOf(node.Inputs[constant]) is { } added
            ? Change(
                node,
                view => !Fits(node.Inputs[constant], view) ? null
                    : view.Link == ScoreLink.None ? Map(view, (column, index) => column.Plus(added(index)))
                    : Mapped(view),
                1 - constant)
            : FindSumOfMaps(node);
    }

    /// <summary>A sum of maps of the same scores, such as the ramps of a curve; not the average of several models.</summary>
    private Result<ScoreView> FindSumOfMaps(GraphNode node)
    {
        var left = Find(node.Inputs[0]);
        var right = Find(node.Inputs[1]);
        if (!left.TryGetValue(out var first) || !right.TryGetValue(out var second))
        {
            return left.IsSuccess ? right : left;
        }

        bool isSame = first.Layer == second.Layer
            && first.Link == ScoreLink.Other && second.Link == ScoreLink.Other
            && first.Columns.Select(column => column with { Offset = 0 })
                .SequenceEqual(second.Columns.Select(column => column with { Offset = 0 }));
        return isSame
            ? Map(first, (column, _) => column with { Offset = 0 })
            : Unsupported("a sum of several models");
    }

    private Result<ScoreView> FindDifference(GraphNode node)
    {
        if (ConstantOf(node.Inputs[1]) is { } subtracted)
        {
            return Change(
                node,
                view => !Fits(node.Inputs[1], view) ? null
                    : view.Link == ScoreLink.None ? Map(view, (column, index) => column.Plus(-subtracted(index)))
                    : Mapped(view));
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
            if (columns.Count > MaxColumns)
            {
                return Unsupported(node.Type);
            }
        }

        return first! with { Columns = [.. columns] };
    }
}
