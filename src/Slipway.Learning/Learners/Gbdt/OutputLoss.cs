namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Where the rows stand in one output: what a round reads and changes.</summary>
/// <param name="Objective">The loss.</param>
/// <param name="Scores">The score of each row.</param>
/// <param name="Gradients">The first derivative of each row.</param>
/// <param name="Hessians">The second derivative of each row.</param>
internal sealed record OutputLoss(BoostingObjective Objective, double[] Scores, double[] Gradients, double[] Hessians);
