namespace Slipway.Learning.Evaluation;

/// <summary>What was predicted for a row, and what it was.</summary>
/// <param name="Predicted">The predicted number.</param>
/// <param name="Actual">The actual number.</param>
public sealed record PredictedActual(double Predicted, double Actual);
