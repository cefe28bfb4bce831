using Slipway.Learning.Onnx.Ml;

namespace Slipway.Learning.Tests.Onnx.Ml;

public class ForestTests
{
    private const int Features = 7;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void SumRows_ManyRows_EqualsOneRowAtATimeToTheBit(int seed, int targets)
    {
        var random = new Random(seed);
        var nodes = new List<FileTreeNode>();
        var weights = new Dictionary<int, LeafWeight[]>();
        int[] roots = [.. new[] { 1, 2, 3, 31, 32, 33, 80, 17, 1, 32 }.Select(leaves => Grow(random, leaves, targets, nodes, weights))];
        var forest = new ForestBuilder([.. nodes], leaf => weights[leaf], targets).Build(roots);
        foreach (int rowCount in (int[])[1, 15, 16, 127, 128, 129, 400])
        {
            float[] rows = [.. Enumerable.Range(0, rowCount * Features).Select(_ => random.Next(8) == 0 ? float.NaN : random.Next(-4, 5))];
            double[] sums = new double[rowCount * targets];
            forest.SumRows(rows, Features, sums, targets);

            double[] expected = new double[sums.Length];
            for (int row = 0; row < rowCount; row++)
            {
                forest.Add(rows.AsSpan(row * Features, Features), expected.AsSpan(row * targets, targets));
            }

            Assert.Equal(expected, sums);
        }
    }

    [Theory]
    [InlineData(1, 7, 1)]
    [InlineData(2, 7, 3)]
    [InlineData(3, 32, 1)]
    [InlineData(4, 33, 1)]
    [InlineData(5, 64, 2)]
    [InlineData(6, 65, 1)]
    public void SumRows_SingleRows_EqualsWalkingDownTheTreesToTheBit(int seed, int features, int targets)
    {
        var random = new Random(seed);
        var nodes = new List<FileTreeNode>();
        var weights = new Dictionary<int, LeafWeight[]>();
        int[] roots = [.. Enumerable.Range(0, 37).Select(_ => Grow(random, random.Next(1, 33), targets, nodes, weights, features))];
        var forest = new ForestBuilder([.. nodes], leaf => weights[leaf], targets).Build(roots);

        // Trees are put into lanes after a number of rows.
        for (int i = 0; i < 300; i++)
        {
            bool hasMissing = random.Next(2) == 0;
            float[] row = [.. Enumerable.Range(0, features)
                .Select(_ => hasMissing && random.Next(4) == 0 ? float.NaN : random.Next(-4, 5))];
            double[] sums = new double[targets];
            forest.SumRows(row, features, sums, targets);

            double[] expected = new double[targets];
            forest.Add(row, expected);
            Assert.Equal(expected, sums);
        }
    }

    /// <summary>A byte holds the rank of a value among 255 thresholds, which stand in buckets of 16.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(240)]
    [InlineData(255)]
    [InlineData(256)]
    public void SumRows_SingleRowsOfSoManyThresholds_EqualsWalkingDownTheTreesToTheBit(int thresholds)
    {
        var random = new Random(thresholds);
        var nodes = new List<FileTreeNode>();
        var weights = new Dictionary<int, LeafWeight[]>();
        int asked = 0;
        int[] roots = [.. Enumerable.Range(0, 41)
            .Select(_ => Grow(random, 32, 1, nodes, weights, features: 1, () => asked++ % thresholds, BranchMode.LessOrEqual))];
        var forest = new ForestBuilder([.. nodes], leaf => weights[leaf], 1).Build(roots);

        for (int i = -200; i <= thresholds * 4; i++)
        {
            float[] row = [i == 0 ? float.NaN : i / 4f];
            double[] sums = new double[1];
            forest.SumRows(row, 1, sums, 1);

            double[] expected = new double[1];
            forest.Add(row, expected);
            Assert.Equal(expected, sums);
        }
    }

    /// <summary>Adds a tree of random shape, questions and weights; some leaves have no weight, some several.</summary>
    private static int Grow(
        Random random,
        int leaves,
        int targets,
        List<FileTreeNode> nodes,
        Dictionary<int, LeafWeight[]> weights,
        int features = Features,
        Func<float>? nextThreshold = null,
        BranchMode? onlyMode = null)
    {
        int index = nodes.Count;
        nodes.Add(default);
        if (leaves == 1)
        {
            nodes[index] = new FileTreeNode(BranchMode.Leaf, 0, 0, 0, 0, false);
            int count = targets == 3 ? random.Next(4) : 1;
            weights[index] = [.. Enumerable.Range(0, count).Select(_ => new LeafWeight(random.Next(targets), random.NextSingle() - 0.5f))];
            return index;
        }

        int onTrue = random.Next(1, leaves);
        var mode = onlyMode ?? (BranchMode)random.Next(4);
        int feature = random.Next(features);
        float threshold = nextThreshold?.Invoke() ?? random.Next(-4, 5);
        bool missingIsTrue = random.Next(2) == 0;
        int whenTrue = Grow(random, onTrue, targets, nodes, weights, features, nextThreshold, onlyMode);
        int whenFalse = Grow(random, leaves - onTrue, targets, nodes, weights, features, nextThreshold, onlyMode);
        nodes[index] = new FileTreeNode(mode, feature, threshold, whenTrue, whenFalse, missingIsTrue);
        return index;
    }
}
