using System.Runtime.ExceptionServices;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Splitting;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>
/// Trains and scores on every fold. What a trainer prepares for a fold is kept for its later trials; each is used by one thread at a time.
/// </summary>
internal sealed class FoldRunner
{
    private readonly TrainingSet[] _train;
    private readonly TrainingSet[] _test;
    private readonly Dictionary<ITrainer, ITrainingSession?[]> _sessions = [];
    private readonly TrainerOptions _trainerOptions;
    private readonly int _parallelFolds;

    public FoldRunner(TrainingSet data, IReadOnlyList<DataSplit> folds, int seed, int threads)
    {
        _train = [.. folds.Select(fold => data.Take(fold.TrainRows))];
        _test = [.. folds.Select(fold => data.Take(fold.TestRows))];
        _parallelFolds = Math.Min(threads, folds.Count);
        _trainerOptions = new TrainerOptions(seed, Math.Max(1, threads / folds.Count));
    }

    /// <summary>Runs all folds, and gives the outcome of each in their order.</summary>
    public FoldOutcome[] Run(ITrainer trainer, ParameterSet parameters, CancellationToken cancellationToken)
    {
        if (!_sessions.TryGetValue(trainer, out var sessions))
        {
            sessions = new ITrainingSession?[_train.Length];
            _sessions.Add(trainer, sessions);
        }

        var outcomes = new FoldOutcome[_train.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = _parallelFolds, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(
                0, outcomes.Length, options, fold => outcomes[fold] = RunFold(trainer, parameters, sessions, fold, cancellationToken));
        }
        catch (AggregateException exception)
        {
            var inner = exception.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(inner.FirstOrDefault(candidate => candidate is OperationCanceledException) ?? inner[0]);
        }

        return outcomes;
    }

    private FoldOutcome RunFold(
        ITrainer trainer, ParameterSet parameters, ITrainingSession?[] sessions, int fold, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var test = _test[fold];
        var predictions = new float[test.RowCount * test.Schema.OutputWidth];
        try
        {
            sessions[fold] ??= trainer.Prepare(_train[fold], _trainerOptions);
            sessions[fold]!.Train(parameters, cancellationToken).Predict(test.Features, predictions);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArithmeticException)
        {
            return FoldOutcome.Failed($"fold {fold + 1}: {exception.Message}");
        }

        return Array.TrueForAll(predictions, float.IsFinite)
            ? new FoldOutcome(Evaluator.ScoreAll(test.Schema.Task, test.Schema.Classes, test.Targets, predictions), null)
            : FoldOutcome.Failed($"fold {fold + 1}: the model predicts numbers that are not finite.");
    }
}
