using Slipway.Learning.Onnx.Ml;
using Slipway.Learning.Onnx.Tensors;

namespace Slipway.Learning.Onnx;

/// <summary>
/// A model that is trees over columns of numbers and nothing else, as boosting writes it: asked without a session, for rows that stay in
/// their columns. Its answers are those of a session to the last bit. Safe to use from several threads.
/// </summary>
public sealed class ForestScorer
{
    private const int ChunkRows = LeafMasks.TileRows * 8;

    private readonly Forest _forest;
    private readonly ForestTiles _tiles;
    private readonly double _divisor;
    private readonly float _baseValue;
    private readonly bool _isPair;

    private ForestScorer(TreeEnsembleRegressorOperator trees, ForestTiles tiles, int[] inputs, bool isPair)
    {
        (_forest, _tiles, _isPair, Inputs) = (trees.Forest, tiles, isPair, inputs);
        (_divisor, _baseValue) = (trees.Divisor, trees.BaseValues.Length > 0 ? trees.BaseValues[0] : 0);
    }

    /// <summary>The index in <see cref="OnnxModel.Inputs"/> of each column that the trees know.</summary>
    public IReadOnlyList<int> Inputs { get; }

    /// <summary>The numbers in an answer: 1, or 2 where they are the probabilities of two classes.</summary>
    public int OutputWidth => _isPair ? 2 : 1;

    /// <summary>Scores rows.</summary>
    /// <param name="columns">Columns of numbers, among them those of <see cref="Inputs"/>.</param>
    /// <param name="columnOf">The column of each of <see cref="Inputs"/>.</param>
    /// <param name="start">The first row, 0-based.</param>
    /// <param name="output">Gets the answers, row-major; its length says for how many rows.</param>
    public void Score(ReadOnlySpan<float[]?> columns, ReadOnlySpan<int> columnOf, int start, Span<float> output)
    {
        int count = output.Length / OutputWidth;
        if (count < Forest.MinTiledRows)
        {
            Span<float> row = stackalloc float[_forest.FeatureCount];
            double sum = 0;
            for (int i = 0; i < count; i++)
            {
                for (int feature = 0; feature < row.Length; feature++)
                {
                    row[feature] = columns[columnOf[feature]]![start + i];
                }

                _forest.SumRows(row, row.Length, new Span<double>(ref sum), targetCount: 1);
                Write(sum, output, i);
            }

            return;
        }

        Span<double> sums = stackalloc double[ChunkRows];
        for (int done = 0; done < count; done += ChunkRows)
        {
            var chunk = sums[..Math.Min(ChunkRows, count - done)];
            chunk.Clear();
            _tiles.AddColumns(columns, columnOf, start + done, chunk, targetCount: 1);
            for (int i = 0; i < chunk.Length; i++)
            {
                Write(chunk[i], output, done + i);
            }
        }
    }

    /// <summary>Finds the scorer of an output; null where the model is something else.</summary>
    internal static ForestScorer? Find(CompiledGraph graph, int output)
    {
        var producers = graph.FindProducers();
        int scores = SkipIdentities(producers, graph.Outputs[output].Slot);
        int logit = FindLogit(graph, producers, scores);
        var trees = producers.GetValueOrDefault(logit < 0 ? scores : logit);
        if (trees?.Operator is not TreeEnsembleRegressorOperator { TargetCount: 1, Transform: PostTransform.None } ensemble
            || ensemble.Forest.Tiles is not { HasAllMasks: true } tiles
            || FindInputs(graph, producers, trees.Inputs[0]) is not { } inputs
            || ensemble.Forest.FeatureCount > inputs.Length)
        {
            return null;
        }

        return new ForestScorer(ensemble, tiles, inputs[..ensemble.Forest.FeatureCount], logit >= 0);
    }

    /// <summary>The slot of the score whose probability and its complement stand side by side in a slot; -1 for another.</summary>
    private static int FindLogit(CompiledGraph graph, Dictionary<int, GraphNode> producers, int slot)
    {
        if (producers.GetValueOrDefault(slot) is { Type: "Concat", Inputs: [var first, var second] } pair && pair.Int("axis", 0) == 1
            && producers.GetValueOrDefault(second) is { Type: "Sigmoid" } sigmoid
            && producers.GetValueOrDefault(first) is { Type: "Sub" } complement && complement.Inputs[1] == second
            && complement.Inputs[0] >= 0 && graph.Values[complement.Inputs[0]].Constant is Tensor<float> { Length: 1 } one
            && one.Data[0] == 1)
        {
            return sigmoid.Inputs[0];
        }

        return -1;
    }

    /// <summary>The inputs that a slot joins, of one number a row each; null where it does something else.</summary>
    private static int[]? FindInputs(CompiledGraph graph, Dictionary<int, GraphNode> producers, int slot)
    {
        if (producers.GetValueOrDefault(slot) is not { Type: "Concat" } joined || joined.Int("axis", 0) != 1)
        {
            return null;
        }

        int[] inputs = Array.ConvertAll(joined.Inputs, part => Array.FindIndex(
            graph.Inputs, port => port.Slot == part && port is { Rank: 2, Width: 1 } && graph.Values[part].Element == TensorElement.Float));
        return Array.TrueForAll(inputs, input => input >= 0) ? inputs : null;
    }

    private static int SkipIdentities(Dictionary<int, GraphNode> producers, int slot)
    {
        while (producers.GetValueOrDefault(slot) is { Type: "Identity" } copy)
        {
            slot = copy.Inputs[0];
        }

        return slot;
    }

    private void Write(double sum, Span<float> output, int row)
    {
        float score = (float)((sum / _divisor) + _baseValue);
        if (_isPair)
        {
            float second = PostTransforms.Sigmoid(score);
            (output[row * 2], output[(row * 2) + 1]) = (1 - second, second);
        }
        else
        {
            output[row] = score;
        }
    }
}
