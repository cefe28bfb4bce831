using Slipway.Learning.Tables;

namespace Slipway.Learning.Training;

/// <summary>A fitted model: featurizing and learner together. Immutable; safe to use from several threads.</summary>
public interface ITrainedModel
{
    /// <summary>The numbers in one prediction: one for regression, else one a class.</summary>
    int OutputWidth { get; }

    /// <summary>Predicts.</summary>
    /// <param name="features">The feature columns, with the names and types of the schema that it was trained on.</param>
    /// <param name="output">Row-major <c>[rows, OutputWidth]</c>: class probabilities that sum to 1, or the predicted number.</param>
    /// <exception cref="ArgumentException">The output has another length, or a column is missing.</exception>
    void Predict(Table features, Span<float> output);

    /// <summary>The model as the bytes of an ONNX file; the same model gives the same bytes.</summary>
    byte[] ToOnnx();

    /// <summary>How much each feature contributed to the fit (total gain, or absolute standardised weight), summing to 1; by feature name.</summary>
    IReadOnlyDictionary<string, double> FeatureImportance { get; }
}
