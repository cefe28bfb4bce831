using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Tests.Onnx.Ml;

namespace Slipway.Learning.Tests.Onnx.Importing;

/// <summary>Models laid out as exporters of Python lay them out: skl2onnx, onnxmltools, and a network of PyTorch.</summary>
internal static class ExportedPipelines
{
    /// <summary>A random forest by skl2onnx: one matrix in, integer labels, a map from class to probability.</summary>
    public static byte[] Forest(bool withMap = true)
    {
        var trees = Classifier(3, "X", "label", "probabilities", "NONE", [0L, 1L, 2L], 0);
        var map = TestGraph.Ml("ZipMap", ["probabilities"], ["output_probability"], AttributeProto.Of("classlabels_int64s", [0L, 1L, 2L]));
        NodeProto[] softmax = [TestGraph.Node("", "Softmax", ["raw"], ["probabilities"], AttributeProto.Of("axis", 1L))];
        trees.Outputs[1] = "raw";
        return TestGraph.Of(
            [TestGraph.Floats("X", 3)],
            [
                TestGraph.Value("label", TensorDataType.Int64, -1),
                withMap
                    ? new ValueInfoProto { Name = "output_probability", Dims = null }
                    : TestGraph.Value("probabilities", TensorDataType.Float, -1, 3),
            ],
            [],
            [trees, .. softmax, .. withMap ? new[] { map } : []]);
    }

    /// <summary>A pipeline of skl2onnx on columns of their own: imputer, scaler and one-hot encoder before a logistic regression.</summary>
    public static byte[] Columns() => TestGraph.Of(
        [TestGraph.Floats("age", 1), TestGraph.Floats("hours", 1), TestGraph.Value("job", TensorDataType.String, -1, 1)],
        [TestGraph.Value("output_label", TensorDataType.String, -1), TestGraph.Value("output_probability", TensorDataType.Float, -1, 2)],
        [],
        TestGraph.Node("", "Concat", ["age", "hours"], ["merged_columns"], AttributeProto.Of("axis", 1L)),
        TestGraph.Ml(
            "Imputer",
            ["merged_columns"],
            ["variable"],
            AttributeProto.Of("imputed_value_floats", [38f, 40f]),
            AttributeProto.Of("replaced_value_float", float.NaN)),
        TestGraph.Ml("Scaler", ["variable"], ["variable1"], AttributeProto.Of("offset", [38f, 40f]), AttributeProto.Of("scale", [0.1f, 0.2f])),
        TestGraph.Ml("OneHotEncoder", ["job"], ["jobs"], AttributeProto.Of("cats_strings", ["a", "b", "c"]), AttributeProto.Of("zeros", 1L)),
        TestGraph.Node("", "Reshape", ["jobs", "rows"], ["flat"]),
        TestGraph.Node("", "Concat", ["variable1", "flat"], ["transformed_column"], AttributeProto.Of("axis", -1L)),
        TestGraph.Ml(
            "LinearClassifier",
            ["transformed_column"],
            ["output_label", "probability_tensor"],
            AttributeProto.Of("classlabels_strings", ["no", "yes"]),
            AttributeProto.Of("coefficients", [0.413f, -0.217f, 0.331f, 0.129f, -0.523f, -0.413f, 0.217f, -0.331f, -0.129f, 0.523f]),
            AttributeProto.Of("intercepts", [-0.107f, 0.107f]),
            AttributeProto.Of("multi_class", 1L),
            AttributeProto.Of("post_transform", "LOGISTIC")),
        TestGraph.Ml("Normalizer", ["probability_tensor"], ["output_probability"], AttributeProto.Of("norm", "L1"))).WithConstant("rows", -1, 3);

    /// <summary>Boosted trees by onnxmltools (XGBoost): one score for two classes.</summary>
    public static byte[] Boosted() => TestGraph.Of(
        [TestGraph.Floats("input", 3)],
        [TestGraph.Value("label", TensorDataType.Int64, -1), TestGraph.Value("probabilities", TensorDataType.Float, -1, 2)],
        [],
        Classifier(2, "input", "label", "probabilities", "LOGISTIC", [0L], 1));

    /// <summary>A gradient boosting regressor by skl2onnx on whole numbers.</summary>
    public static byte[] Regressor()
    {
        var (nodes, weights) = TreeEnsembleTests.Grow(new Random(3), [0], 1, "BRANCH_LEQ");
        return TestGraph.Of(
            [TestGraph.Value("X", TensorDataType.Int64, -1, 3)],
            [TestGraph.Value("variable", TensorDataType.Float, -1, 1)],
            [],
            TestGraph.Node("", "Cast", ["X"], ["cast_input"], AttributeProto.Of("to", (long)TensorDataType.Float)),
            TestGraph.Trees(
                "TreeEnsembleRegressor", ["cast_input"], ["variable"], "target", nodes, weights,
                AttributeProto.Of("n_targets", 1L), AttributeProto.Of("base_values", [0.25f])));
    }

    /// <summary>A network with one probability at its end.</summary>
    public static byte[] Network() => TestGraph.Of(
        [TestGraph.Floats("x", 2)],
        [TestGraph.Value("out", TensorDataType.Float, -1, 1)],
        [
            TensorProto.Of("w1", [3, 2], [0.5f, -0.25f, 1f, 0.75f, -1f, 0.5f]),
            TensorProto.Of("b1", [3], [0.1f, -0.2f, 0.3f]),
            TensorProto.Of("w2", [1, 3], [1f, -1f, 0.5f]),
            TensorProto.Of("b2", [1], [0.2f]),
        ],
        TestGraph.Node("", "Gemm", ["x", "w1", "b1"], ["h"], AttributeProto.Of("transB", 1L)),
        TestGraph.Node("", "Relu", ["h"], ["r"]),
        TestGraph.Node("", "Gemm", ["r", "w2", "b2"], ["z"], AttributeProto.Of("transB", 1L)),
        TestGraph.Node("", "Sigmoid", ["z"], ["out"]));

    /// <summary>Scores that are no probabilities.</summary>
    public static byte[] Scores() => TestGraph.Of(
        [TestGraph.Floats("x", 3)],
        [TestGraph.Value("label", TensorDataType.Int64, -1), TestGraph.Value("scores", TensorDataType.Float, -1, 3)],
        [],
        Classifier(3, "x", "label", "scores", "NONE", [0L, 1L, 2L], 1));

    private static NodeProto Classifier(
        int classes, string input, string label, string scores, string transform, long[] targets, float negativeShift)
    {
        var (nodes, weights) = TreeEnsembleTests.Grow(new Random(11), targets, negativeShift, "BRANCH_LEQ");
        return TestGraph.Trees(
            "TreeEnsembleClassifier",
            [input],
            [label, scores],
            "class",
            nodes,
            weights,
            AttributeProto.Of("classlabels_int64s", Enumerable.Range(0, classes).Select(index => (long)index)),
            AttributeProto.Of("post_transform", transform));
    }

    private static byte[] WithConstant(this byte[] bytes, string name, params long[] values)
    {
        var model = ModelProto.Read(bytes);
        model.Graph!.Initializers.Add(TensorProto.Of(name, [values.Length], values));
        return model.ToBytes();
    }
}
