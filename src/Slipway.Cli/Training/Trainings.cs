using Slipway.Learning.Results;
using Slipway.Training;

namespace Slipway.Cli.Training;

/// <summary>What became of the models that <c>slipway train</c> was asked for.</summary>
internal sealed record Trainings(IReadOnlyList<TrainingRun> Runs, IReadOnlyList<Problem> Problems);
