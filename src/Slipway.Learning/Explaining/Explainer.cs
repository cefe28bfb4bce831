using System.Buffers;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Tensors;
using Slipway.Learning.Results;

namespace Slipway.Learning.Explaining;

/// <summary>
/// Says how much each input of a model contributed to an answer: a base value, which is the answer for the average training row, and one
/// number an input, which together sum to the answer in its <see cref="Space"/>. Trees get the exact values of TreeSHAP (Lundberg, Erion
/// and Lee 2018), linear models each weight times its column, discriminants the exact values beside the average row. Immutable; safe to use
/// from several threads, each with a session of its own.
/// </summary>
public sealed class Explainer
{
    private readonly ScoreView _scores;
    private readonly int[] _owners;

    private Explainer(ScoreView scores, int[] owners, int inputCount)
    {
        (_scores, _owners, InputCount) = (scores, owners, inputCount);
        Space = scores.Link == ScoreLink.None && scores.Columns.Length > 1 ? ExplanationSpace.Probability : ExplanationSpace.Margin;
    }

    /// <summary>What the numbers of an explanation sum to.</summary>
    public ExplanationSpace Space { get; }

    /// <summary>The inputs of the model, which is the length of an explanation.</summary>
    public int InputCount { get; }

    /// <summary>Finds out how a model makes its answers.</summary>
    /// <param name="model">The model: one of trees, weights or distances, on columns that come from one input each.</param>
    /// <param name="outputIndex">The index in <see cref="OnnxModel.Outputs"/> of the output to explain, which holds floats.</param>
    /// <returns>
    /// What explains it, or why nothing can: <c>explain.unsupported</c> (the answers are made in another way), <c>explain.noCovers</c>
    /// (trees without <c>nodes_hitrates</c>), <c>explain.treeTooDeep</c>, <c>explain.mixedColumns</c> (a column comes from several inputs,
    /// or it is not known from which).
    /// </returns>
    public static Result<Explainer> Create(OnnxModel model, int outputIndex)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = model.Graph;
        var found = ScoreTrace.Find(graph, graph.Outputs[outputIndex].Slot);
        if (!found.TryGetValue(out var scores))
        {
            return Result<Explainer>.Failure(found.Problems);
        }

        if (scores.Columns.Length != model.Outputs[outputIndex].Width || FindOwners(model, scores.Layer) is not { } owners)
        {
            return new Problem(
                "explain.mixedColumns",
                "The model mixes its inputs before its trees, weights or distances see them, so that no contribution is that of one input. "
                + "Ask without explanations.");
        }

        return new Explainer(scores, owners, graph.Inputs.Length);
    }

    /// <summary>Explains an answer of the last run of a session.</summary>
    /// <param name="session">A session of the model, after <see cref="OnnxSession.Run"/>.</param>
    /// <param name="rowIndex">The row, 0-based.</param>
    /// <param name="column">The element of the output's row, 0-based: the class.</param>
    /// <param name="contributions">Gets what each input contributed; of length <see cref="InputCount"/>.</param>
    /// <returns>The base value.</returns>
    public double Explain(OnnxSession session, int rowIndex, int column, Span<double> contributions)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, InputCount);
        var explained = _scores.Columns[column];
        var tensor = session.Tensor(_scores.Layer.InputSlot);
        int width = _owners.Length;
        double[] byColumn = ArrayPool<double>.Shared.Rent(width);
        float[] converted = ArrayPool<float>.Shared.Rent(width);
        try
        {
            byColumn.AsSpan(0, width).Clear();
            var row = Row(tensor, rowIndex, converted.AsSpan(0, width));
            double score = _scores.Layer.Explain(row, explained.Score, byColumn.AsSpan(0, width));
            contributions.Clear();
            for (int i = 0; i < width; i++)
            {
                // A constant column is part of the base value; a mixed one is not used and adds 0.
                if (_owners[i] >= 0)
                {
                    contributions[_owners[i]] += explained.Sign * byColumn[i];
                }
                else
                {
                    score += byColumn[i];
                }
            }

            return (explained.Sign * score) + explained.Offset;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(byColumn);
            ArrayPool<float>.Shared.Return(converted);
        }
    }

    private static ReadOnlySpan<float> Row(Tensor tensor, int rowIndex, Span<float> converted)
    {
        int start = rowIndex * converted.Length;
        switch (tensor)
        {
            case Tensor<float> floats:
                return floats.Data.Slice(start, converted.Length);
            case Tensor<double> doubles:
                for (int i = 0; i < converted.Length; i++)
                {
                    converted[i] = (float)doubles.Data[start + i];
                }

                break;
            case Tensor<long> integers:
                for (int i = 0; i < converted.Length; i++)
                {
                    converted[i] = integers.Data[start + i];
                }

                break;
            case Tensor<bool> booleans:
                for (int i = 0; i < converted.Length; i++)
                {
                    converted[i] = booleans.Data[start + i] ? 1 : 0;
                }

                break;
        }

        return converted;
    }

    /// <summary>The input behind each column of a layer; null where one that matters has none of its own.</summary>
    private static int[]? FindOwners(OnnxModel model, ScoreLayer layer)
    {
        int[]? owners;
        try
        {
            owners = ColumnOwners.Find(model, layer.InputSlot);
        }
        catch (OnnxException)
        {
            // A model that refuses rows of zeros, or takes too much for them.
            return null;
        }

        for (int i = 0; i < owners?.Length; i++)
        {
            if (owners[i] == ColumnOwners.Mixed && layer.Uses(i))
            {
                return null;
            }
        }

        return owners;
    }
}
