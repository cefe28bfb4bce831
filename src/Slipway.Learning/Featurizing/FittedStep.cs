using Slipway.Learning.Models;

namespace Slipway.Learning.Featurizing;

/// <summary>A step, and the column that its input comes from.</summary>
/// <param name="Step">The step.</param>
/// <param name="Column">The name of the column of the table.</param>
/// <param name="Part">The part of a timestamp that the input is, else null.</param>
internal sealed record FittedStep(FeatureStep Step, string Column, TimestampPart? Part = null);
