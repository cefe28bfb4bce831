using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>Models of random shape, and rows for them with missing numbers and unseen and empty words.</summary>
internal static class RandomModels
{
    private static readonly string[] Words = ["red", "green", "blue", "größe", "a,b"];

    public static IReadOnlyList<FeatureStep> Steps { get; } =
    [
        new NumberStep("age"),
        new NumberStep("income", Fill: 0.25f, Offset: 0.1f, Scale: 3),
        new OrdinalStep("colour", Words[..4]),
        new MissingIndicatorStep("age"),
        new MissingIndicatorStep("income"),
        new NumberStep("label", Offset: 1),
        new OneHotStep("shape", Words[1..]),
        new OneHotStep("colour", Words[..2]),
        new OrdinalStep("nothing", []),
        new OneHotStep("empty", []),
        new WordTableStep("shape", Words[..3], [0, 1, 1, 0, 0.5f, 2, 3, 4]),
        new WordTableStep("empty", [], [2, 3]),
        new NumberStep("when.dayOfWeek"),
    ];

    /// <summary>The same steps with no number left missing, as a linear model needs them.</summary>
    public static IReadOnlyList<FeatureStep> FilledSteps { get; } =
        [.. Steps.Select(step => step is NumberStep number ? number with { Fill = number.Fill ?? 0.5f } : step)];

    public static int FeatureCount { get; } = Steps.Sum(step => step.Width);

    public static ModelSchema Schema(int classes) => new(
        classes switch { 0 => LearningTask.Regression, 2 => LearningTask.Binary, _ => LearningTask.Multiclass },
        "target",
        [new FeatureSchema("age", ColumnType.Number)],
        [.. Enumerable.Range(0, classes).Select(index => $"class {index}")]);

    public static TreeEnsemble Ensemble(Random random, OutputLink link, int outputs, int treeCount = 20, bool sharedLeaves = false)
    {
        var trees = new Tree[treeCount];
        for (int i = 0; i < treeCount; i++)
        {
            int output = sharedLeaves ? -1 : i % outputs;
            trees[i] = GrowTree(random, leaves: i == 3 ? 1 : 31, FeatureCount, output, sharedLeaves ? outputs : 1);
        }

        if (link == OutputLink.Probabilities)
        {
            NormaliseLeaves(trees, outputs);
            return new TreeEnsemble(trees, new float[outputs], link);
        }

        return new TreeEnsemble(trees, [.. Enumerable.Range(0, outputs).Select(_ => random.NextSingle() - 0.5f)], link);
    }

    public static LinearModel Linear(Random random, OutputLink link, int outputs) => new(
        [.. Enumerable.Range(0, outputs * FeatureCount).Select(_ => (random.NextSingle() - 0.5f) / 2)],
        [.. Enumerable.Range(0, outputs).Select(_ => random.NextSingle() - 0.5f)],
        link);

    public static NeuralNetwork Network(Random random, OutputLink link, int outputs)
    {
        int[] widths = [FeatureCount, 17, 9, outputs];
        DenseLayer[] layers = [.. Enumerable.Range(0, widths.Length - 1).Select(i => new DenseLayer(
            [.. Enumerable.Range(0, widths[i] * widths[i + 1]).Select(_ => (random.NextSingle() - 0.5f) / 2)],
            [.. Enumerable.Range(0, widths[i + 1]).Select(_ => random.NextSingle() - 0.5f)]))];
        return new NeuralNetwork(layers, link) { FeatureLimit = 1.5f };
    }

    public static QuadraticModel Quadratic(Random random, OutputLink link, int classes)
    {
        float[] Numbers(int count, float scale) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * scale)];
        float[][] projections = [.. Enumerable.Range(0, classes).Select(_ => Numbers(FeatureCount * FeatureCount, 0.4f))];
        foreach (float[] projection in projections)
        {
            for (int i = 0; i < projection.Length; i++)
            {
                projection[i] = i % FeatureCount < i / FeatureCount ? 0 : projection[i];
            }
        }

        return new QuadraticModel(
            Numbers(FeatureCount, 1), Numbers(classes * FeatureCount, 1), projections, Numbers(link == OutputLink.Logistic ? 1 : classes, 1), link)
        {
            FeatureLimit = 1.5f,
        };
    }

    /// <summary>Fills the inputs of a session with random rows; every threshold of a tree is hit exactly by some of them.</summary>
    public static void Fill(Random random, OnnxModel model, OnnxSession session, bool withMissing = true)
    {
        for (int i = 0; i < model.Inputs.Count; i++)
        {
            if (model.Inputs[i].Element == TensorElement.Float)
            {
                foreach (ref float value in session.Floats(i))
                {
                    value = random.Next(6) == 0 && withMissing ? float.NaN : Threshold(random);
                }
            }
            else
            {
                foreach (ref string value in session.Strings(i))
                {
                    value = random.Next(8) switch { 0 => "", 1 => "unseen", _ => Words[random.Next(Words.Length)] };
                }
            }
        }
    }

    private static float Threshold(Random random) => random.Next(-10, 20) / 10f;

    public static Tree GrowTree(Random random, int leaves, int features, int output, int width)
    {
        int nodes = (2 * leaves) - 1;
        var tree = new Tree
        {
            Features = new int[nodes],
            Thresholds = new float[nodes],
            Left = new int[nodes],
            Right = new int[nodes],
            MissingGoesLeft = new bool[nodes],
            LeafScores = [.. Enumerable.Range(0, leaves * width).Select(_ => (random.NextSingle() - 0.5f) / 2)],
            Output = output,
            Covers = new int[nodes],
        };
        var open = new List<int> { 0 };
        int next = 1;
        while (next < nodes)
        {
            int position = random.Next(open.Count);
            int node = open[position];
            open.RemoveAt(position);
            tree.Features[node] = random.Next(features);
            tree.Thresholds[node] = Threshold(random);
            tree.MissingGoesLeft[node] = random.Next(2) == 0;
            (tree.Left[node], tree.Right[node]) = (next, next + 1);
            open.AddRange([next, next + 1]);
            next += 2;
        }

        for (int leaf = 0; leaf < leaves; leaf++)
        {
            tree.Features[open[leaf]] = -1;
            tree.Left[open[leaf]] = leaf;
            tree.Covers[open[leaf]] = random.Next(1, 50);
        }

        // Children come after their parents.
        for (int node = nodes - 1; node >= 0; node--)
        {
            tree.Covers[node] = tree.Features[node] < 0
                ? tree.Covers[node]
                : tree.Covers[tree.Left[node]] + tree.Covers[tree.Right[node]];
        }

        return tree;
    }

    private static void NormaliseLeaves(Tree[] trees, int outputs)
    {
        foreach (var tree in trees)
        {
            for (int start = 0; start < tree.LeafScores.Length; start += outputs)
            {
                var leaf = tree.LeafScores.AsSpan(start, outputs);
                float sum = 0;
                foreach (ref float score in leaf)
                {
                    score += 0.3f;
                    sum += score;
                }

                foreach (ref float score in leaf)
                {
                    score /= sum * trees.Length;
                }
            }
        }
    }
}
