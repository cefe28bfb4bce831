using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Tests.Onnx.Ml;

/// <summary>Tree ensembles as other software writes them, compared with ONNX Runtime.</summary>
public sealed class TreeEnsembleTests
{
    private static readonly string[] Modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"];

    [NodeTheory]
    [InlineData("BRANCH_LEQ")]
    [InlineData("BRANCH_LT")]
    [InlineData("BRANCH_GTE")]
    [InlineData("BRANCH_GT")]
    [InlineData("BRANCH_EQ")]
    [InlineData("BRANCH_NEQ")]
    [InlineData("mixed")]
    public void Run_EveryMode_DecidesAsOnnxRuntime(string mode)
    {
        var (nodes, weights) = Grow(new Random(1), [0], 1, mode);
        var trees = TestGraph.Trees("TreeEnsembleRegressor", ["x"], ["y"], "target", nodes, weights, AttributeProto.Of("n_targets", 1L));

        OracleComparison.AssertEqual(TestGraph.Of([TestGraph.Floats("x", 3)], ["y"], trees), new Random(2), 500);
    }

    [NodeTheory]
    [InlineData("SUM", "NONE")]
    [InlineData("AVERAGE", "NONE")]
    [InlineData("SUM", "LOGISTIC")]
    [InlineData("SUM", "SOFTMAX")]
    public void Run_SeveralTargets_SumsAsOnnxRuntime(string aggregate, string transform)
    {
        var (nodes, weights) = Grow(new Random(3), [0, 1, 2], 1, "BRANCH_LEQ");
        var trees = TestGraph.Trees(
            "TreeEnsembleRegressor", ["x"], ["y"], "target", nodes, weights,
            AttributeProto.Of("n_targets", 3L), AttributeProto.Of("aggregate_function", aggregate),
            AttributeProto.Of("post_transform", transform), AttributeProto.Of("base_values", [0.1f, 0.2f, -0.3f]));

        OracleComparison.AssertEqual(TestGraph.Of([TestGraph.Floats("x", 3)], ["y"], trees), new Random(4), 200);
    }

    [NodeTheory]
    [InlineData("NONE")]
    [InlineData("SOFTMAX")]
    [InlineData("LOGISTIC")]
    [InlineData("SOFTMAX_ZERO")]
    public void Run_ThreeClasses_ClassifiesAsOnnxRuntime(string transform)
    {
        var (nodes, weights) = Grow(new Random(5), [0, 1, 2], 1, "BRANCH_LEQ");
        AssertClassifies(nodes, weights, 3, transform, [0.1f, 0.2f, -0.3f]);
        AssertClassifies(nodes, weights, 3, transform, []);
    }

    [NodeTheory]
    [InlineData("NONE", 0, true, 0)]
    [InlineData("NONE", 0, true, 1)]
    [InlineData("LOGISTIC", 0, false, 0)]
    [InlineData("LOGISTIC", 0, true, 0)]
    [InlineData("LOGISTIC", 0, false, 1)]
    [InlineData("NONE", 1, true, 0)]
    [InlineData("LOGISTIC", 1, false, 0)]
    [InlineData("SOFTMAX", 1, false, 0)]
    [InlineData("NONE", 0, false, 0)]
    [InlineData("NONE", 0, false, 1)]
    [InlineData("NONE", 1, false, 0)]
    [InlineData("SOFTMAX", 0, false, 0)]
    [InlineData("SOFTMAX", 0, true, 0)]
    public void Run_OneScoreForTwoClasses_ClassifiesAsOnnxRuntime(string transform, int classId, bool isPositive, int baseValues)
    {
        var (nodes, weights) = Grow(new Random(6), [classId], isPositive ? 0 : 1, "BRANCH_LEQ");
        AssertClassifies(nodes, weights, 2, transform, Enumerable.Repeat(0.1f, baseValues).ToArray());
    }

    [NodeTheory]
    [InlineData("NONE")]
    [InlineData("SOFTMAX")]
    public void Run_TwoScoresForTwoClasses_ClassifiesAsOnnxRuntime(string transform)
    {
        var (nodes, weights) = Grow(new Random(7), [0, 1], 0, "BRANCH_LEQ");
        AssertClassifies(nodes, weights, 2, transform, []);
    }

    [Fact]
    public void Load_ProbitForTwoClasses_IsRefused()
    {
        var (nodes, weights) = Grow(new Random(6), [0], 1, "BRANCH_LEQ");
        var trees = TestGraph.Trees(
            "TreeEnsembleClassifier", ["x"], ["label", "y"], "class", nodes, weights,
            AttributeProto.Of("classlabels_int64s", [0L, 1L]), AttributeProto.Of("post_transform", "PROBIT"));

        var result = OnnxModel.Load(TestGraph.Of([TestGraph.Floats("x", 3)], ["y"], trees));

        Assert.Equal("onnx.unsupportedOperator", Assert.Single(result.Problems).Code);
    }

    /// <summary>Category splits as onnxmltools writes those of LightGBM: "one of 0, 3, 4" is three questions that lead to one node.</summary>
    [NodeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_QuestionsThatLeadToTheSameNode_DecideAsOnnxRuntime(bool missingIsTrue)
    {
        TestGraph.TreeLine[] nodes =
        [
            new(0, 0, "BRANCH_EQ", 0, 0, 3, 1, missingIsTrue),
            new(0, 1, "BRANCH_EQ", 0, 3, 3, 2, missingIsTrue),
            new(0, 2, "BRANCH_EQ", 0, 4, 3, 4, missingIsTrue),
            new(0, 3, "BRANCH_LEQ", 1, 0.5f, 5, 6),
            new(0, 4, "BRANCH_EQ", 1, 1, 7, 8, missingIsTrue),
            new(0, 8, "BRANCH_EQ", 0, 5, 9, 10),
            .. new long[] { 5, 6, 7, 9, 10 }.Select(leaf => new TestGraph.TreeLine(0, leaf, "LEAF", 0, 0, 0, 0)),
        ];
        (long, long, long, float)[] weights = [.. new long[] { 5, 6, 7, 9, 10 }.Select(leaf => (0L, leaf, 0L, leaf / 8f))];
        var trees = TestGraph.Trees("TreeEnsembleRegressor", ["whole"], ["y"], "target", nodes, weights, AttributeProto.Of("n_targets", 1L));
        byte[] model = TestGraph.Of(
            [TestGraph.Floats("x", 2)],
            [TestGraph.Value("y", TensorDataType.Float, -1, 1)],
            [TensorProto.Of("five", [1], [5f])],
            TestGraph.Node("", "Mul", ["x", "five"], ["scaled"]),
            TestGraph.Node("", "Floor", ["scaled"], ["whole"]),
            trees);

        OracleComparison.AssertEqual(model, new Random(9), 300);
    }

    [Fact]
    public void Load_NodeThatIsReachedTwiceOtherwise_IsRefused()
    {
        TestGraph.TreeLine[] nodes =
        [
            new(0, 0, "BRANCH_EQ", 0, 0, 2, 1), new(0, 1, "BRANCH_EQ", 1, 3, 2, 3), new(0, 2, "LEAF", 0, 0, 0, 0), new(0, 3, "LEAF", 0, 0, 0, 0),
        ];
        var trees = TestGraph.Trees(
            "TreeEnsembleRegressor", ["x"], ["y"], "target", nodes, [(0, 2, 0, 1), (0, 3, 0, 2)], AttributeProto.Of("n_targets", 1L));

        var result = OnnxModel.Load(TestGraph.Of([TestGraph.Floats("x", 3)], ["y"], trees));

        Assert.Equal("onnx.invalidModel", Assert.Single(result.Problems).Code);
    }

    private static void AssertClassifies(
        TestGraph.TreeLine[] nodes,
        (long Tree, long Node, long Target, float Weight)[] weights,
        int classes,
        string transform,
        float[] baseValues)
    {
        var attributes = new List<AttributeProto>
        {
            AttributeProto.Of("classlabels_strings", Enumerable.Range(0, classes).Select(index => $"c{index}")),
            AttributeProto.Of("post_transform", transform),
        };
        if (baseValues.Length > 0)
        {
            attributes.Add(AttributeProto.Of("base_values", baseValues));
        }

        var trees = TestGraph.Trees("TreeEnsembleClassifier", ["x"], ["label", "scores"], "class", nodes, weights, [.. attributes]);
        byte[] model = TestGraph.Of(
            [TestGraph.Floats("x", 3)],
            [TestGraph.Value("label", TensorDataType.String, -1), TestGraph.Value("scores", TensorDataType.Float, -1, classes)],
            [],
            trees);
        OracleComparison.AssertEqual(model, new Random(8), 200);
    }

    /// <summary>Grows ten complete trees of depth three; each leaf has a weight for every target.</summary>
    internal static (TestGraph.TreeLine[] Nodes, (long Tree, long Node, long Target, float Weight)[] Weights) Grow(
        Random random, long[] targets, float negativeShift, string mode)
    {
        var nodes = new List<TestGraph.TreeLine>();
        var weights = new List<(long Tree, long Node, long Target, float Weight)>();
        for (int tree = 0; tree < 10; tree++)
        {
            for (int node = 0; node < 15; node++)
            {
                if (node < 7)
                {
                    string chosen = mode == "mixed" ? Modes[random.Next(Modes.Length)] : mode;
                    float threshold = random.Next(-5, 15) / 10f;
                    nodes.Add(new(
                        tree, node, chosen, random.Next(3), threshold, (2 * node) + 1, (2 * node) + 2, random.Next(2) == 0));
                    continue;
                }

                nodes.Add(new(tree, node, "LEAF", 0, 0, 0, 0));
                foreach (long target in targets)
                {
                    weights.Add((tree, node, target, ((random.NextSingle() * (1 + negativeShift)) - negativeShift) / 10));
                }
            }
        }

        return ([.. nodes], [.. weights]);
    }
}
