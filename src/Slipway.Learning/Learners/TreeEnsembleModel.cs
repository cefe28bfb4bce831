using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Exporting;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Learners;

/// <summary>A fitted ensemble of trees with its featurizing.</summary>
internal sealed class TreeEnsembleModel(ModelSchema schema, Featurizer featurizer, TreeEnsemble ensemble, double[] gains) : IGraphModel
{
    /// <summary>Few enough rows that their features stay in the cache while every tree passes over them.</summary>
    private const int RowsInBlock = 128;

    /// <summary>The trees.</summary>
    public TreeEnsemble Ensemble => ensemble;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureStep> Steps => featurizer.Steps;

    /// <inheritdoc/>
    public int OutputWidth => Links.OutputWidth(ensemble.Link, ensemble.BaseScores.Length);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> FeatureImportance { get; } =
        Learners.FeatureImportance.ByColumn(schema, featurizer.FeatureColumns, gains);

    /// <inheritdoc/>
    public void Predict(Table features, Span<float> output)
    {
        Links.CheckOutput(output.Length, features.RowCount, OutputWidth);
        var matrix = featurizer.Apply(features);
        int scoreCount = ensemble.BaseScores.Length, outputWidth = OutputWidth;
        var block = new float[RowsInBlock * matrix.FeatureCount];
        var scores = new double[RowsInBlock * scoreCount];
        for (int start = 0; start < matrix.RowCount; start += RowsInBlock)
        {
            int count = Math.Min(RowsInBlock, matrix.RowCount - start);
            matrix.CopyRows(start, count, block);
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < scoreCount; k++)
                {
                    scores[(i * scoreCount) + k] = ensemble.BaseScores[k];
                }
            }

            foreach (var tree in ensemble.Trees)
            {
                AddScores(tree, block, matrix.FeatureCount, scores.AsSpan(0, count * scoreCount), scoreCount);
            }

            for (int i = 0; i < count; i++)
            {
                Links.Apply(ensemble.Link, scores.AsSpan(i * scoreCount, scoreCount), output.Slice((start + i) * outputWidth, outputWidth));
            }
        }
    }

    /// <inheritdoc/>
    public byte[] ToOnnx() => OnnxExporter.Export(schema, featurizer.Steps, ensemble);

    /// <inheritdoc/>
    public string WriteAnswer(GraphBuilder builder) => OnnxExporter.WriteAnswer(builder, schema, featurizer.Steps, ensemble);

    /// <inheritdoc/>
    public IGraphModel? Scale(float slope, ReadOnlySpan<float> offsets)
    {
        if (!Links.HasScores(ensemble.Link))
        {
            return null;
        }

        var scaled = new TreeEnsemble(
            [.. ensemble.Trees.Select(tree => tree.WithLeafScores(Array.ConvertAll(tree.LeafScores, score => score * slope)))],
            Links.ScaleScores(ensemble.Link, ensemble.BaseScores, slope, offsets),
            ensemble.Link);
        return new TreeEnsembleModel(schema, featurizer, scaled, gains);
    }

    private static void AddScores(Tree tree, ReadOnlySpan<float> block, int featureCount, Span<double> scores, int scoreCount)
    {
        int rows = scores.Length / scoreCount;
        for (int i = 0; i < rows; i++)
        {
            int leaf = tree.FindLeaf(block.Slice(i * featureCount, featureCount));
            if (tree.Output >= 0)
            {
                scores[(i * scoreCount) + tree.Output] += tree.LeafScores[leaf];
            }
            else
            {
                var row = scores.Slice(i * scoreCount, scoreCount);
                var leafScores = tree.LeafScores.AsSpan(leaf * scoreCount, scoreCount);
                for (int k = 0; k < row.Length; k++)
                {
                    row[k] += leafScores[k];
                }
            }
        }
    }
}
