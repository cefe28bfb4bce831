using Slipway.Learning.Search;
using Slipway.Registry;

namespace Slipway.Training;

/// <summary>Tells how far a training has come, step by step and, while it searches, trial by trial.</summary>
internal sealed class StepReporter(ModelName model, int trials, IProgress<TrainingProgress>? progress) : IProgress<SearchProgress>
{
    private TrainingProgress _last = new(model, "", 0, trials, null);

    public void Report(string step) => Tell(_last with { Step = step });

    public void Report(SearchProgress value) => Tell(_last with
    {
        Step = "searching",
        TrialsDone = value.FinishedTrials,
        Trials = value.TotalTrials,
        BestScore = value.Best?.Score,
    });

    private void Tell(TrainingProgress now)
    {
        _last = now;
        progress?.Report(now);
    }
}
