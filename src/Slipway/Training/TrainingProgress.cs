using Slipway.Registry;

namespace Slipway.Training;

/// <summary>How far a training has come; for progress bars.</summary>
/// <param name="Model">The model.</param>
/// <param name="Step">What it does now, such as <c>searching</c>.</param>
/// <param name="TrialsDone">Trials that ended.</param>
/// <param name="Trials">Trials that were asked for.</param>
/// <param name="BestScore">The best mean score so far by the search metric; null before the first trial ended.</param>
public sealed record TrainingProgress(ModelName Model, string Step, int TrialsDone, int Trials, double? BestScore)
{
    /// <summary>The last step: nothing comes after it.</summary>
    public const string Finished = "finished";
}
