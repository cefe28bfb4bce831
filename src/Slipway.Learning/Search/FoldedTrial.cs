using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>A trainer with parameters, to be run on every fold.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Outcomes">Receives what became of each fold.</param>
internal sealed record FoldedTrial(ITrainer Trainer, ParameterSet Parameters, FoldOutcome[] Outcomes);
