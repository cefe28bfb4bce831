using Slipway.Learning.Explaining;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Tests.Onnx;

namespace Slipway.Learning.Tests.Explaining;

/// <summary>Models as other software writes them.</summary>
public sealed class ImportedExplanationTests
{
    private static readonly ValueInfoProto[] AAndB = [TestGraph.Floats("a", 1), TestGraph.Floats("b", 1)];

    // At most 1 gives -2 (30 rows), above it b decides: at most 5 gives 1 (20 rows), above 4 (50 rows).
    private static readonly TestGraph.TreeLine[] Lines =
    [
        new(0, 0, "BRANCH_LEQ", 0, 1, 1, 2), new(0, 1, "LEAF", 0, 0, 0, 0),
        new(0, 2, "BRANCH_LEQ", 1, 5, 3, 4), new(0, 3, "LEAF", 0, 0, 0, 0), new(0, 4, "LEAF", 0, 0, 0, 0),
    ];

    [Theory]
    [InlineData("SUM", "NONE", 1)]
    [InlineData("AVERAGE", "NONE", 1)]
    [InlineData("SUM", "LOGISTIC", 1)]
    public void Explain_TreeByHand_GivesWhatPaperAndPencilDo(string aggregate, string transform, double scale)
    {
        var trees = Trees(
            [100, 30, 70, 20, 50], AttributeProto.Of("n_targets", 1L), AttributeProto.Of("aggregate_function", aggregate),
            AttributeProto.Of("post_transform", transform), AttributeProto.Of("base_values", [10f]));
        var model = new ExplainedModel(TestGraph.Of(AAndB, ["y"], Concat(), trees), "y");
        model.Run([[2, 3]]);

        // Known: nothing 1.6; a: 220/70; b: 0.3 (-2) + 0.7 (1) = 0.1; both: 1.
        double a = (((220.0 / 70) - 1.6) + (1 - 0.1)) / 2, b = ((0.1 - 1.6) + (1 - (220.0 / 70))) / 2;
        ExplainedModel.AssertClose([a * scale, b * scale, 10 + (1.6 * scale)], model.Explain(0, 0), 1e-9);
        Assert.Equal(ExplanationSpace.Margin, model.Explainer.Space);
    }

    [Fact]
    public void Explain_ForestOfScikitLearn_IsInProbabilities()
    {
        var trees = TestGraph.Trees(
            "TreeEnsembleClassifier", ["all"], ["label", "y"], "class", Lines, [(0, 1, 0, 0.2f), (0, 3, 0, 0.5f), (0, 4, 0, 0.9f)],
            AttributeProto.Of("classlabels_strings", ["no", "yes"]), AttributeProto.Of("nodes_hitrates", [100f, 30, 70, 20, 50]));
        var model = new ExplainedModel(TestGraph.Of(AAndB, ["y"], Concat(), trees), "y");
        model.Run([[2, 9]]);

        Assert.Equal(ExplanationSpace.Probability, model.Explainer.Space);
        ExplainedModel.AssertClose(0.9, model.Explain(0, 1).Sum(), 1e-6);
        ExplainedModel.AssertClose(0.1, model.Explain(0, 0).Sum(), 1e-6);
        ExplainedModel.AssertClose((0.3 * 0.2) + (0.2 * 0.5) + (0.5 * 0.9), model.Explain(0, 1)[^1], 1e-6);
    }

    [Theory]
    [InlineData(new float[] { })]
    [InlineData(new float[] { 1, 1, 1, 1, 1 })]
    [InlineData(new float[] { 0, 0, 0, 0, 0 })]
    [InlineData(new float[] { 100, 30, 70, 20 })]
    [InlineData(new float[] { 100, 30, 70, 20, float.NaN })]
    [InlineData(new float[] { 100, 30, 70, -20, 90 })]
    public void Create_CoversThatMeanNothing_AreAsNone(float[] covers) =>
        Assert.Equal("explain.noCovers", ExplainedModel.Refusal(TestGraph.Of(AAndB, ["y"], Concat(), Trees(covers))));

    [Fact]
    public void Explain_LinearClassifierAfterPreprocessing_FollowsEveryColumnToItsInput()
    {
        ValueInfoProto[] inputs =
            [TestGraph.Floats("n", 2), TestGraph.Value("c", TensorDataType.String, -1, 1), TestGraph.Value("i", TensorDataType.Int64, -1, 1)];
        float[] coefficients = [1, 2, 3, 4, 5, 6];
        byte[] bytes = TestGraph.Of(
            inputs, [TestGraph.Value("y", TensorDataType.Float, -1, 2)], [TensorProto.Of("second", [1], [1L]), TensorProto.Of("shape", [2], [-1L, 3L])],
            TestGraph.Ml("Imputer", ["n"], ["filled"], AttributeProto.Of("imputed_value_floats", [1f, 2f]), AttributeProto.Of("replaced_value_float", float.NaN)),
            TestGraph.Ml("Scaler", ["filled"], ["scaled"], AttributeProto.Of("offset", [1f, 2f]), AttributeProto.Of("scale", [2f, 3f])),
            TestGraph.Ml("ArrayFeatureExtractor", ["scaled", "second"], ["picked"]),
            TestGraph.Ml("OneHotEncoder", ["c"], ["cube"], AttributeProto.Of("cats_strings", ["x", "y", "z"])),
            TestGraph.Node("", "Reshape", ["cube", "shape"], ["hot"]),
            TestGraph.Node("", "Cast", ["i"], ["whole"], AttributeProto.Of("to", 1L)),
            TestGraph.Node("", "Mul", ["picked", "picked"], ["square"]),
            TestGraph.Node("", "Concat", ["hot", "whole", "picked", "square"], ["all"], AttributeProto.Of("axis", -1L)),
            TestGraph.Ml(
                "LinearClassifier", ["all"], ["label", "scores"], AttributeProto.Of("classlabels_ints", [0L, 1L]),
                AttributeProto.Of("coefficients", [.. coefficients.Select(x => -x), .. coefficients]),
                AttributeProto.Of("intercepts", [-0.5f, 0.5f]), AttributeProto.Of("post_transform", "SOFTMAX")),
            TestGraph.Ml("Normalizer", ["scores"], ["y"], AttributeProto.Of("norm", "L1")));
        var model = new ExplainedModel(bytes, "y");
        model.Session.Resize(1);
        new float[] { float.NaN, 4 }.CopyTo(model.Session.Floats(0));
        model.Session.Strings(1)[0] = "y";
        model.Session.Int64s(2)[0] = 7;
        model.Session.Run();

        // The second number is scaled to (4 - 2) * 3 = 6.
        ExplainedModel.AssertClose([(5 * 6) + (6 * 36), 2, 4 * 7, 0.5], model.Explain(0, 1), 1e-9);
        ExplainedModel.AssertClose([-((5 * 6) + (6 * 36)), -2, -4 * 7, -0.5], model.Explain(0, 0), 1e-9);
    }

    [Fact]
    public void Explain_ProductAndSumOfConstants_IsALinearModel()
    {
        byte[] bytes = TestGraph.Of(
            AAndB, [TestGraph.Value("y", TensorDataType.Float, -1, 1)],
            [TensorProto.Of("w", [2, 1], [2f, 3f]), TensorProto.Of("bias", [1], [4f])],
            Concat(),
            TestGraph.Node("", "MatMul", ["all", "w"], ["product"]),
            TestGraph.Node("", "Add", ["product", "bias"], ["sum"]),
            TestGraph.Node("", "Exp", ["sum"], ["y"]));
        var model = new ExplainedModel(bytes, "y");
        model.Run([[5, 7]]);

        ExplainedModel.AssertClose([10, 21, 4], model.Explain(0, 0), 1e-9);
    }

    [Theory]
    [InlineData("Normalizer")]
    [InlineData("Gemm")]
    [InlineData("Add")]
    public void Create_ColumnsOfSeveralInputs_AreRefused(string mixer)
    {
        var mixed = mixer switch
        {
            "Normalizer" => TestGraph.Ml("Normalizer", ["all"], ["mixed"], AttributeProto.Of("norm", "L2")),
            "Gemm" => TestGraph.Node("", "Gemm", ["all", "w"], ["mixed"]),
            _ => TestGraph.Node("", "Add", ["all", "b"], ["mixed"]),
        };
        byte[] bytes = TestGraph.Of(
            AAndB, [TestGraph.Value("y", TensorDataType.Float, -1, 1)],
            [TensorProto.Of("w", [2, 2], [1f, 2f, 3f, 4f]), TensorProto.Of("v", [2, 1], [1f, 1f])],
            Concat(), mixed, TestGraph.Node("", "MatMul", ["mixed", "v"], ["y"]));

        Assert.Equal("explain.mixedColumns", ExplainedModel.Refusal(bytes));
    }

    [Fact]
    public void Create_MixedColumnWithoutWeight_DoesNotMatter()
    {
        byte[] bytes = TestGraph.Of(
            AAndB, [TestGraph.Value("y", TensorDataType.Float, -1, 1)], [TensorProto.Of("v", [2, 1], [0f, 3f])],
            TestGraph.Node("", "Mul", ["a", "b"], ["both"]),
            TestGraph.Node("", "Concat", ["both", "b"], ["all"], AttributeProto.Of("axis", 1L)),
            TestGraph.Node("", "MatMul", ["all", "v"], ["y"]));
        var model = new ExplainedModel(bytes, "y");
        model.Run([[5, 7]]);

        Assert.Equal([0, 21, 0], model.Explain(0, 0));
    }

    [Theory]
    [InlineData("Abs")]
    [InlineData("Tanh")]
    [InlineData("Identity")]
    public void Create_AnswersByOtherMeans_AreRefused(string type)
    {
        string last = type == "Identity" ? "all" : "score";
        byte[] bytes = TestGraph.Of(
            AAndB, [TestGraph.Value("y", TensorDataType.Float, -1, -1)], [TensorProto.Of("v", [2, 1], [1f, 1f])],
            Concat(), TestGraph.Node("", "MatMul", ["all", "v"], ["score"]), TestGraph.Node("", type, [last], ["y"]));

        Assert.Equal("explain.unsupported", ExplainedModel.Refusal(bytes));
    }

    [Theory]
    [InlineData("Identity")]
    [InlineData("Concat")]
    public void Create_EndlessLink_IsRefused(string type)
    {
        // Twenty times twice as wide, or a thousand times the same.
        int length = type == "Concat" ? 20 : 1000;
        var links = Enumerable.Range(0, length).Select(i => type == "Concat"
            ? TestGraph.Node("", type, [$"v{i}", $"v{i}"], [$"v{i + 1}"], AttributeProto.Of("axis", 1L))
            : TestGraph.Node("", type, [$"v{i}"], [$"v{i + 1}"]));
        byte[] bytes = TestGraph.Of(
            AAndB, [TestGraph.Value($"v{length}", TensorDataType.Float, -1, -1)], [TensorProto.Of("v", [2, 1], [1f, 1f])],
            [Concat(), TestGraph.Node("", "MatMul", ["all", "v"], ["v0"]), .. links]);

        Assert.Equal("explain.unsupported", ExplainedModel.Refusal(bytes));
    }

    [Fact]
    public void Create_LabelOfAClassifier_IsRefused()
    {
        var linear = TestGraph.Ml(
            "LinearClassifier", ["all"], ["label", "scores"], AttributeProto.Of("classlabels_ints", [0L, 1L]),
            AttributeProto.Of("coefficients", [1f, 2f]), AttributeProto.Of("intercepts", [1f]));
        byte[] bytes = TestGraph.Of(
            AAndB, [TestGraph.Value("y", TensorDataType.Float, -1)], [],
            Concat(), linear, TestGraph.Node("", "Cast", ["label"], ["y"], AttributeProto.Of("to", 1L)));

        Assert.Equal("explain.unsupported", ExplainedModel.Refusal(bytes));
    }

    [Theory]
    [InlineData("LOGISTIC", ExplanationSpace.Margin, 0)]
    [InlineData("NONE", ExplanationSpace.Probability, 1)]
    public void Explain_OneScoreForTwoClasses_ExplainsTheFirstByItsOpposite(string transform, ExplanationSpace space, double offset)
    {
        var linear = TestGraph.Ml(
            "LinearClassifier", ["all"], ["label", "y"], AttributeProto.Of("classlabels_ints", [0L, 1L]),
            AttributeProto.Of("coefficients", [1f, 2f]), AttributeProto.Of("intercepts", [3f]), AttributeProto.Of("post_transform", transform));
        var model = new ExplainedModel(TestGraph.Of(AAndB, ["y"], Concat(), linear), "y");
        model.Run([[5, 7]]);

        Assert.Equal(space, model.Explainer.Space);
        ExplainedModel.AssertClose([5, 14, 3], model.Explain(0, 1), 1e-9);
        ExplainedModel.AssertClose([-5, -14, offset - 3], model.Explain(0, 0), 1e-9);
    }

    private static NodeProto Concat() => TestGraph.Node("", "Concat", ["a", "b"], ["all"], AttributeProto.Of("axis", 1L));

    private static NodeProto Trees(float[] covers, params AttributeProto[] attributes) => TestGraph.Trees(
        "TreeEnsembleRegressor", ["all"], ["y"], "target", Lines, [(0, 1, 0, -2), (0, 3, 0, 1), (0, 4, 0, 4)],
        [.. attributes, .. covers.Length == 0 ? Array.Empty<AttributeProto>() : [AttributeProto.Of("nodes_hitrates", covers)]]);
}
