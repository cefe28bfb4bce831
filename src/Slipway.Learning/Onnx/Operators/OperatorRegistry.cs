using System.Diagnostics.CodeAnalysis;
using Slipway.Learning.Onnx.Ml;

namespace Slipway.Learning.Onnx.Operators;

/// <summary>The operators that can be evaluated, by domain and name.</summary>
internal static class OperatorRegistry
{
    private const string MlDomain = "ai.onnx.ml";

    private static readonly Dictionary<(string Domain, string Name), Func<OperatorContext, Operator?>> Factories = new()
    {
        [("", "Abs")] = ElementwiseFactory.Abs,
        [("", "Add")] = ElementwiseFactory.Add,
        [("", "And")] = ElementwiseFactory.And,
        [("", "ArgMax")] = TensorFactory.ArgMax,
        [("", "Cast")] = TensorFactory.Cast,
        [("", "Concat")] = TensorFactory.Concat,
        [("", "Constant")] = TensorFactory.Constant,
        [("", "Div")] = ElementwiseFactory.Div,
        [("", "Equal")] = ElementwiseFactory.Equal,
        [("", "Exp")] = ElementwiseFactory.Exp,
        [("", "Flatten")] = TensorFactory.Flatten,
        [("", "Floor")] = ElementwiseFactory.Floor,
        [("", "Gather")] = TensorFactory.Gather,
        [("", "Gemm")] = TensorFactory.Gemm,
        [("", "Greater")] = ElementwiseFactory.Greater,
        [("", "GreaterOrEqual")] = ElementwiseFactory.GreaterOrEqual,
        [("", "Identity")] = TensorFactory.Identity,
        [("", "IsNaN")] = ElementwiseFactory.IsNaN,
        [("", "Less")] = ElementwiseFactory.Less,
        [("", "LessOrEqual")] = ElementwiseFactory.LessOrEqual,
        [("", "Log")] = ElementwiseFactory.Log,
        [("", "MatMul")] = TensorFactory.MatMul,
        [("", "Max")] = ElementwiseFactory.Max,
        [("", "Min")] = ElementwiseFactory.Min,
        [("", "Mul")] = ElementwiseFactory.Mul,
        [("", "Neg")] = ElementwiseFactory.Neg,
        [("", "Not")] = ElementwiseFactory.Not,
        [("", "OneHot")] = TensorFactory.OneHot,
        [("", "Or")] = ElementwiseFactory.Or,
        [("", "Pow")] = ElementwiseFactory.Pow,
        [("", "Reciprocal")] = ElementwiseFactory.Reciprocal,
        [("", "Relu")] = ElementwiseFactory.Relu,
        [("", "Reshape")] = TensorFactory.Reshape,
        [("", "Shape")] = TensorFactory.Shape,
        [("", "Sigmoid")] = ElementwiseFactory.Sigmoid,
        [("", "Softmax")] = TensorFactory.Softmax,
        [("", "Sqrt")] = ElementwiseFactory.Sqrt,
        [("", "Squeeze")] = TensorFactory.Squeeze,
        [("", "Sub")] = ElementwiseFactory.Sub,
        [("", "Tanh")] = ElementwiseFactory.Tanh,
        [("", "Unsqueeze")] = TensorFactory.Unsqueeze,
        [("", "Where")] = TensorFactory.Where,
        [(MlDomain, "ArrayFeatureExtractor")] = MlFactory.ArrayFeatureExtractor,
        [(MlDomain, "Binarizer")] = MlFactory.Binarizer,
        [(MlDomain, "FeatureVectorizer")] = MlFactory.FeatureVectorizer,
        [(MlDomain, "Imputer")] = MlFactory.Imputer,
        [(MlDomain, "LabelEncoder")] = LabelEncoderFactory.Create,
        [(MlDomain, "LinearClassifier")] = LinearClassifierOperator.Create,
        [(MlDomain, "LinearRegressor")] = LinearRegressorOperator.Create,
        [(MlDomain, "Normalizer")] = MlFactory.Normalizer,
        [(MlDomain, "OneHotEncoder")] = OneHotEncoderFactory.Create,
        [(MlDomain, "Scaler")] = MlFactory.Scaler,
        [(MlDomain, "TreeEnsembleClassifier")] = TreeEnsembleClassifierOperator.Create,
        [(MlDomain, "TreeEnsembleRegressor")] = TreeEnsembleRegressorOperator.Create,
        [(MlDomain, "ZipMap")] = MlFactory.ZipMap,
    };

    /// <summary>Finds the factory of an operator, which gives null for a node that needs no work when the model runs.</summary>
    public static bool TryFind(string domain, string name, [NotNullWhen(true)] out Func<OperatorContext, Operator?>? factory) =>
        Factories.TryGetValue((domain, name), out factory);
}
