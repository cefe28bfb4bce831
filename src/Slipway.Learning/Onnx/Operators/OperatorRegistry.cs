using System.Diagnostics.CodeAnalysis;
using Slipway.Learning.Onnx.Ml;
using Slipway.Learning.Onnx.Texts;

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
        [("", "ArgMax")] = ReduceFactory.ArgMax,
        [("", "ArgMin")] = ReduceFactory.ArgMin,
        [("", "Cast")] = TensorFactory.Cast,
        [("", "Ceil")] = ElementwiseFactory.Ceil,
        [("", "Clip")] = ElementwiseFactory.Clip,
        [("", "Concat")] = TensorFactory.Concat,
        [("", "Constant")] = TensorFactory.Constant,
        [("", "ConstantOfShape")] = TensorFactory.ConstantOfShape,
        [("", "Div")] = ElementwiseFactory.Div,
        [("", "Dropout")] = TensorFactory.Dropout,
        [("", "Elu")] = ElementwiseFactory.Elu,
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
        [("", "LeakyRelu")] = ElementwiseFactory.LeakyRelu,
        [("", "Less")] = ElementwiseFactory.Less,
        [("", "LessOrEqual")] = ElementwiseFactory.LessOrEqual,
        [("", "Log")] = ElementwiseFactory.Log,
        [("", "LpNormalization")] = TensorFactory.LpNormalization,
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
        [("", "ReduceL1")] = ReduceFactory.ReduceL1,
        [("", "ReduceL2")] = ReduceFactory.ReduceL2,
        [("", "ReduceLogSum")] = ReduceFactory.ReduceLogSum,
        [("", "ReduceLogSumExp")] = ReduceFactory.ReduceLogSumExp,
        [("", "ReduceMax")] = ReduceFactory.ReduceMax,
        [("", "ReduceMean")] = ReduceFactory.ReduceMean,
        [("", "ReduceMin")] = ReduceFactory.ReduceMin,
        [("", "ReduceProd")] = ReduceFactory.ReduceProd,
        [("", "ReduceSum")] = ReduceFactory.ReduceSum,
        [("", "ReduceSumSquare")] = ReduceFactory.ReduceSumSquare,
        [("", "Relu")] = ElementwiseFactory.Relu,
        [("", "Reshape")] = TensorFactory.Reshape,
        [("", "Round")] = ElementwiseFactory.Round,
        [("", "Shape")] = TensorFactory.Shape,
        [("", "Sigmoid")] = ElementwiseFactory.Sigmoid,
        [("", "Sign")] = ElementwiseFactory.Sign,
        [("", "Slice")] = TensorFactory.Slice,
        [("", "Softmax")] = TensorFactory.Softmax,
        [("", "Softplus")] = ElementwiseFactory.Softplus,
        [("", "Split")] = TensorFactory.Split,
        [("", "Sqrt")] = ElementwiseFactory.Sqrt,
        [("", "Squeeze")] = TensorFactory.Squeeze,
        [("", "StringNormalizer")] = TextFactory.StringNormalizer,
        [("", "Sub")] = ElementwiseFactory.Sub,
        [("", "Sum")] = ElementwiseFactory.Sum,
        [("", "Tanh")] = ElementwiseFactory.Tanh,
        [("", "TfIdfVectorizer")] = TextFactory.TfIdfVectorizer,
        [("", "Transpose")] = TensorFactory.Transpose,
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
        [(MlDomain, "TreeEnsemble")] = TreeEnsembleFactory.Ensemble,
        [(MlDomain, "TreeEnsembleClassifier")] = TreeEnsembleClassifierOperator.Create,
        [(MlDomain, "TreeEnsembleRegressor")] = TreeEnsembleFactory.Regressor,
        [(MlDomain, "ZipMap")] = MlFactory.ZipMap,
    };

    /// <summary>The names of the operators of ai.onnx.</summary>
    public static IEnumerable<string> StandardNames => Factories.Keys.Where(key => key.Domain.Length == 0).Select(key => key.Name);

    /// <summary>Finds the factory of an operator, which gives null for a node that needs no work when the model runs.</summary>
    public static bool TryFind(string domain, string name, [NotNullWhen(true)] out Func<OperatorContext, Operator?>? factory) =>
        Factories.TryGetValue((domain, name), out factory);
}
