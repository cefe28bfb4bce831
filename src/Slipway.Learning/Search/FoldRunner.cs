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

    /// <summary>Runs all folds of the trials. A trial starts after those before it.</summary>
    /// <param name="trials">The trials and their parameters; the outcomes of each fold are left in its array.</param>
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
                next.Trial.Outcomes[next.Fold] = RunFold(next.Trial, next.Fold, cancellationToken);
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

    private FoldOutcome RunFold(FoldedTrial trial, int fold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var test = _test[fold];
        var predictions = new float[test.RowCount * test.Schema.OutputWidth];
        bool canBePart;
        try
        {
            var sessions = _sessions[trial.Trainer];
            sessions[fold] ??= trial.Trainer.Prepare(_train[fold], _trainerOptions);
            var model = sessions[fold]!.Train(trial.Parameters, cancellationToken);
            model.Predict(test.Features, predictions);
            canBePart = model is IGraphModel;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArithmeticException)
        {
            return FoldOutcome.Failed($"fold {fold + 1}: {exception.Message}");
        }

        return Array.TrueForAll(predictions, float.IsFinite)
            ? new FoldOutcome(Evaluator.ScoreAll(test.Schema.Task, test.Schema.Classes, test.Targets, predictions), null)
            {
                Predictions = _keepsPredictions && canBePart ? predictions : null,
            }
            : FoldOutcome.Failed($"fold {fold + 1}: the model predicts numbers that are not finite.");
    }
}
