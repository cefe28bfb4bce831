namespace Slipway.Learning.Performance;

/// <summary>Models that predict how wrong the prediction of a number is, as ONNX.</summary>
/// <param name="PredictionInput">The name under which they take the prediction, beside the features.</param>
/// <param name="AbsoluteError">Predicts the size of the error.</param>
/// <param name="SquaredError">Predicts its square.</param>
public sealed record LossModelFiles(string PredictionInput, byte[] AbsoluteError, byte[] SquaredError);
