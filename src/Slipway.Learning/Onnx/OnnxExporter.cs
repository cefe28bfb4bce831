using Slipway.Learning.Models;
using Slipway.Learning.Schemas;

namespace Slipway.Learning.Onnx;

/// <summary>Writes models as ONNX files.</summary>
public static class OnnxExporter
{
    /// <summary>The bytes of the ONNX file of an ensemble of trees.</summary>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, TreeEnsemble ensemble) => throw new NotSupportedException();

    /// <summary>The bytes of the ONNX file of a linear model.</summary>
    public static byte[] Export(ModelSchema schema, IReadOnlyList<FeatureStep> steps, LinearModel model) => throw new NotSupportedException();
}
