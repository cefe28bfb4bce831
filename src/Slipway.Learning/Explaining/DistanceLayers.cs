using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Operators;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Explaining;

/// <summary>Reads the operators that compare squared distances from the centres of classes, as <see cref="OnnxExporter"/> writes them.</summary>
internal sealed class DistanceLayers(CompiledGraph graph, Dictionary<int, GraphNode> makers)
{
    /// <summary>Reads a node that adds constants to the first squared distance minus another, or to several; null where it does not.</summary>
    public ScoreView? Read(GraphNode node)
    {
        if (node.Type != "Add" || Constant(node.Inputs[1]) is not { } added || !makers.TryGetValue(node.Inputs[0], out var maker))
        {
            return null;
        }

        int[] gains = maker.Type == "Concat" ? maker.Inputs : [node.Inputs[0]];
        (int First, int Other)?[] pairs = [.. gains.Select(ReadGain)];
        if (added.Length != gains.Length || pairs.Any(pair => pair is null || pair.Value.First != pairs[0]!.Value.First))
        {
            return null;
        }

        Distance?[] distances = [.. pairs.Select(pair => pair!.Value.Other).Prepend(pairs[0]!.Value.First).Select(ReadDistance)];
        if (distances.Any(distance => distance is null || distance.Input != distances[0]!.Input || distance.Centre.Length != distances[0]!.Centre.Length))
        {
            return null;
        }

        double[][] factors = [.. gains.Select((_, score) => distances.Select((_, k) => k == 0 ? 1.0 : k == score + 1 ? -1 : 0).ToArray())];
        var layer = new QuadraticLayer(
            distances[0]!.Input,
            [.. distances.SelectMany(distance => distance!.Centre)],
            [.. distances.Select(distance => distance!.Projection)],
            factors,
            ScoreLayers.ConstantElements(added)!);
        return new ScoreView(layer, [.. gains.Select((_, score) => new ScoreColumn(score))], ScoreLink.None);
    }

    /// <summary>The squares whose sums one is taken off the other.</summary>
    private (int First, int Other)? ReadGain(int slot) =>
        Maker("ReduceSum", slot) is { Operator: ReduceOperator<float> { Along: [1] } } sum && Maker("Sub", sum.Inputs[0]) is { } difference
            ? (difference.Inputs[0], difference.Inputs[1])
            : null;

    private Distance? ReadDistance(int slot) =>
        Maker("Mul", slot) is { } squares && squares.Inputs[0] == squares.Inputs[1]
        && Maker("MatMul", squares.Inputs[0]) is { } product && Constant(product.Inputs[1]) is { Rank: 2 } projection
        && Maker("Sub", product.Inputs[0]) is { } difference && Constant(difference.Inputs[1]) is { } centre
        && centre.Length == projection.Dims[0] && graph.Values[difference.Inputs[0]].Constant is null
            ? new Distance(difference.Inputs[0], ScoreLayers.ConstantElements(centre)!, ScoreLayers.ConstantElements(projection)!)
            : null;

    private GraphNode? Maker(string type, int slot) => makers.TryGetValue(slot, out var node) && node.Type == type ? node : null;

    private Tensor<float>? Constant(int slot) => slot == GraphNode.Absent ? null : graph.Values[slot].Constant as Tensor<float>;

    private sealed record Distance(int Input, double[] Centre, double[] Projection);
}
