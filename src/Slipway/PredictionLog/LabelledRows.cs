using Slipway.Learning.Tables;

namespace Slipway.PredictionLog;

/// <summary>Logged predictions that can be trained on.</summary>
/// <param name="Table">The features and the label.</param>
/// <param name="WithoutActual">Rows that were left out because their outcome is not known.</param>
/// <param name="WithoutInputs">Rows that were left out because a feature was not logged, though their outcome is known.</param>
public sealed record LabelledRows(Table Table, int WithoutActual, int WithoutInputs);
