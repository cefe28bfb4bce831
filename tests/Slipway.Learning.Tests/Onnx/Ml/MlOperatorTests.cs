using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Tests.Onnx.Ml;

/// <summary>The other operators of ai.onnx.ml, in the pipelines that converters write, compared with ONNX Runtime.</summary>
public sealed class MlOperatorTests
{
    [NodeTheory]
    [InlineData("NONE", 3)]
    [InlineData("SOFTMAX", 3)]
    [InlineData("LOGISTIC", 3)]
    [InlineData("NONE", 1)]
    [InlineData("LOGISTIC", 1)]
    public void LinearClassifier_EveryTransform_ClassifiesAsOnnxRuntime(string transform, int scores)
    {
        int classes = Math.Max(scores, 2);
        var node = TestGraph.Ml(
            "LinearClassifier", ["filled"], ["label", "scores"],
            AttributeProto.Of("coefficients", Enumerable.Range(1, scores * 3).Select(index => MathF.Sin(index))),
            AttributeProto.Of("intercepts", Enumerable.Range(0, scores).Select(index => 0.1f * index)),
            AttributeProto.Of("classlabels_ints", Enumerable.Range(0, classes).Select(index => (long)(index + 5))),
            AttributeProto.Of("post_transform", transform));
        byte[] model = TestGraph.Of(
            [TestGraph.Floats("x", 3)],
            [TestGraph.Value("label", TensorDataType.Int64, -1), TestGraph.Value("scores", TensorDataType.Float, -1, classes)],
            [],
            Imputer("x", "filled"),
            node);

        OracleComparison.AssertEqual(model, new Random(1), 100);
    }

    [NodeTheory]
    [InlineData("MAX")]
    [InlineData("L1")]
    [InlineData("L2")]
    public void Run_PipelineOfNumbers_ComputesAsOnnxRuntime(string norm)
    {
        byte[] model = TestGraph.Of(
            [TestGraph.Floats("x", 3), TestGraph.Floats("w", 1)],
            [TestGraph.Value("y", TensorDataType.Float, -1, 1)],
            [TensorProto.Of("indexes", [3], [3L, 0L, 1L])],
            Imputer("x", "filled"),
            Imputer("w", "filledW"),
            TestGraph.Ml("Scaler", ["filled"], ["scaled"],
                AttributeProto.Of("offset", [0.1f, 0.2f, 0.3f]), AttributeProto.Of("scale", [2f, 3f, 4f])),
            TestGraph.Ml("Normalizer", ["scaled"], ["normal"], AttributeProto.Of("norm", norm)),
            TestGraph.Ml("Binarizer", ["filledW"], ["binary"], AttributeProto.Of("threshold", 0.5f)),
            TestGraph.Ml("FeatureVectorizer", ["normal", "binary"], ["joined"], AttributeProto.Of("inputdimensions", [3L, 1L])),
            TestGraph.Ml("ArrayFeatureExtractor", ["joined", "indexes"], ["chosen"]),
            TestGraph.Ml(
                "LinearRegressor", ["chosen"], ["y"],
                AttributeProto.Of("coefficients", [1f, -2f, 0.5f]), AttributeProto.Of("intercepts", [0.25f]),
                AttributeProto.Of("targets", 1L)));

        OracleComparison.AssertEqual(model, new Random(2), 100);
    }

    [NodeFact]
    public void Run_PipelineOfWords_ComputesAsOnnxRuntime()
    {
        byte[] model = TestGraph.Of(
            [TestGraph.Value("x", TensorDataType.String, -1, 1)],
            [TestGraph.Value("hot", TensorDataType.Float, -1, 2), TestGraph.Value("code", TensorDataType.Int64, -1, 1)],
            [TensorProto.Of("shape", [2], [-1L, 2L])],
            TestGraph.Ml("OneHotEncoder", ["x"], ["cube"],
                AttributeProto.Of("cats_strings", ["red", "größe"]), AttributeProto.Of("zeros", 1L)),
            TestGraph.Node("", "Reshape", ["cube", "shape"], ["hot"]),
            TestGraph.Ml("LabelEncoder", ["x"], ["code"],
                AttributeProto.Of("keys_strings", ["red", ""]), AttributeProto.Of("values_int64s", [4L, 9L])));

        OracleComparison.AssertEqual(model, new Random(3), 100);
    }

    [NodeTheory]
    [InlineData(1)]
    [InlineData(2)]
    public void LpNormalization_AlongTheLastAxis_ComputesAsOnnxRuntime(long norm)
    {
        byte[] model = TestGraph.Of(
            [TestGraph.Floats("x", 3)],
            ["y"],
            Imputer("x", "filled"),
            TestGraph.Node("", "LpNormalization", ["filled"], ["y"], AttributeProto.Of("p", norm), AttributeProto.Of("axis", 1L)));

        OracleComparison.AssertEqual(model, new Random(4), 100);
    }

    /// <summary>A generalized linear model of skl2onnx: coefficients as a vector, and the exponential of the product.</summary>
    [NodeFact]
    public void MatMul_MatrixByVector_ComputesAsOnnxRuntime()
    {
        byte[] model = TestGraph.Of(
            [TestGraph.Floats("x", 3)],
            [TestGraph.Value("y", TensorDataType.Float, -1)],
            [TensorProto.Of("coefficients", [3], [0.5f, -1f, 0.25f])],
            Imputer("x", "filled"),
            TestGraph.Node("", "MatMul", ["filled", "coefficients"], ["eta"]),
            TestGraph.Node("", "Exp", ["eta"], ["y"]));

        OracleComparison.AssertEqual(model, new Random(5), 100);
    }

    [NodeFact]
    public void MatMul_VectorByMatrix_ComputesAsOnnxRuntime()
    {
        byte[] model = TestGraph.Of(
            [TestGraph.Floats("x", 2)],
            [TestGraph.Value("y", TensorDataType.Float, -1, 2)],
            [TensorProto.Of("row", [3], [0.5f, -1f, 0.25f]), TensorProto.Of("square", [3, 2], [1f, 2f, 3f, 4f, 5f, 6f])],
            TestGraph.Node("", "MatMul", ["row", "square"], ["product"]),
            TestGraph.Node("", "Add", ["x", "product"], ["y"]));

        OracleComparison.AssertEqual(model, new Random(6), 10);
    }

    /// <summary>A file of an encoder that knows no other category (zeros = 0), as scikit-learn's is by default.</summary>
    [Fact]
    public void OneHotEncoder_CategoryThatItDoesNotList_IsNoneOfThem()
    {
        var model = OnnxModel.Load(TestGraph.Of(
            [TestGraph.Value("x", TensorDataType.String, -1)],
            ["y"],
            TestGraph.Ml("OneHotEncoder", ["x"], ["y"], AttributeProto.Of("cats_strings", ["a", "b"]), AttributeProto.Of("zeros", 0L)))).Value;
        var session = model.CreateSession();
        session.Resize(3);
        ((string[])["b", "c", "a"]).CopyTo(session.Strings(0));

        session.Run();

        Assert.Equal([0f, 1, 0, 0, 1, 0], session.OutputFloats(0).ToArray());
    }

    private static NodeProto Imputer(string input, string output) => TestGraph.Ml(
        "Imputer", [input], [output],
        AttributeProto.Of("imputed_value_floats", [0.5f]),
        AttributeProto.Of("replaced_value_float", float.NaN));
}
