using System.Runtime.ExceptionServices;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Learners;
using Slipway.Learning.Splitting;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>
/// Trains and scores trials on every fold, several at once. What a trainer prepares for a fold is kept for its later trials; each is used by
/// one thread at a time.
/// </summary>
internal sealed class FoldRunner
{
    /// <summary>Models that grow are looked at again after this part of the rounds that they may go on without a gain.</summary>
    private const double ShareOfPatience = 0.5;

    private readonly TrainingSet[] _train;
    private readonly TrainingSet[] _test;
    private readonly Dictionary<ITrainer, ITrainingSession?[]> _sessions = [];
    private readonly TrainerOptions _trainerOptions;
    private readonly int _threads;
    private readonly bool _keepsPredictions;

    public FoldRunner(TrainingSet data, IReadOnlyList<DataSplit> folds, SearchOptions options)
    {
        _train = [.. folds.Select(fold => data.Take(fold.TrainRows))];
        _test = [.. folds.Select(fold => data.Take(fold.TestRows))];
        _threads = options.Threads;
        _trainerOptions = new TrainerOptions(options.Seed, Math.Max(1, options.Threads / folds.Count));
        _keepsPredictions = options.Ensemble || options.Calibration != Calibrating.CalibrationMethod.None;
    }

    /// <summary>The rows that each fold is tested on.</summary>
    public IReadOnlyList<TrainingSet> Tests => _test;

    /// <summary>Does the step of each trial on all folds. A trial starts after those before it.</summary>
    /// <param name="trials">The trials; the outcome of each fold is left in them.</param>
    /// <param name="watch">Says which start, and hears which have ended; called by one thread at a time.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public void Run(IReadOnlyList<FoldedTrial> trials, IFoldWatch watch, CancellationToken cancellationToken)
    {
        foreach (var trial in trials)
        {
            _sessions.TryAdd(trial.Trainer, new ITrainingSession?[_train.Length]);
        }

        var queue = new FoldQueue(trials, _train.Length, watch);
        int workers = Math.Min(_threads, trials.Count * _train.Length);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, workers), CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, workers, options, _ => Work(queue, cancellationToken));
        }
        catch (AggregateException exception)
        {
            var inner = exception.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(inner.FirstOrDefault(candidate => candidate is OperationCanceledException) ?? inner[0]);
        }
    }

    private void Work(FoldQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            while (queue.Take() is { } next)
            {
                RunFold(next.Trial, next.Fold, cancellationToken);
                queue.End(next.Trial, next.Fold);
            }
        }
        catch (Exception)
        {
            // The others would wait for a fold that never ends.
            queue.Close();
            throw;
        }
    }

    private void RunFold(FoldedTrial trial, int fold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (Train(trial, fold, cancellationToken) is { } model)
            {
                trial.Outcomes[fold] = Score(model, fold);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArithmeticException)
        {
            trial.Outcomes[fold] = FoldOutcome.Failed($"fold {fold + 1}: {exception.Message}");
        }
    }

    /// <summary>Does the step of a trial on a fold; gives the model to score, or null where there is none yet.</summary>
    private ITrainedModel? Train(FoldedTrial trial, int fold, CancellationToken cancellationToken)
    {
        if (trial.Step is TrialStep.Look or TrialStep.Begin)
        {
            var session = _sessions[trial.Trainer][fold] ??= trial.Trainer.Prepare(_train[fold], _trainerOptions);
            var space = trial.Proposal.Trainer.Space;
            var values = trial.Step == TrialStep.Look ? space.Reduce(trial.Proposal.Values) : trial.Proposal.Values;
            if (space.Rounds is null)
            {
                return session.Train(new ParameterSet(values), cancellationToken);
            }

            trial.Fits[fold] = ((IStagedSession)session).Start(new ParameterSet(values), _test[fold]);
        }

        var fit = trial.Fits[fold]!;
        switch (trial.Step)
        {
            case TrialStep.Look or TrialStep.Begin:
                fit.GrowTo(fit.Plan.FirstLook, cancellationToken);
                return trial.Step == TrialStep.Look ? fit.Take(fit.Plan.FirstLook) : null;
            case TrialStep.Grow:
                int more = (int)Math.Ceiling(fit.Plan.Patience * ShareOfPatience);
                fit.GrowTo(Math.Min(fit.Plan.Most, fit.Losses.Count - 1 + more), cancellationToken);
                return null;
            default:
                return fit.Take(trial.Rounds!.Value);
        }
    }

    private FoldOutcome Score(ITrainedModel model, int fold)
    {
        var test = _test[fold];
        var predictions = new float[test.RowCount * test.Schema.OutputWidth];
        model.Predict(test.Features, predictions);
        return Array.TrueForAll(predictions, float.IsFinite)
            ? new FoldOutcome(Evaluator.ScoreAll(test.Schema.Task, test.Schema.Classes, test.Targets, predictions), null)
            {
                Predictions = _keepsPredictions && model is IGraphModel ? predictions : null,
            }
            : FoldOutcome.Failed($"fold {fold + 1}: the model predicts numbers that are not finite.");
    }
}
