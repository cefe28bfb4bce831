using System.Collections.Concurrent;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>
/// k nearest neighbours, weighted by distance, over columns of numbers as they are. Keeps a record of how a search used it.
/// </summary>
internal sealed class NeighbourTrainer(string name = "neighbours") : ITrainer
{
    private static readonly Hyperparameter Neighbours = new("neighbours", Default: 40, Min: 1, Max: 60, IsInteger: true);
    private static readonly Hyperparameter Sharpness = new("sharpness", Default: 0.1, Min: 0.01, Max: 10, IsLogarithmic: true);

    public string Name => name;

    /// <summary>The rows and options of each call of <see cref="Prepare"/>.</summary>
    public ConcurrentBag<(int RowCount, TrainerOptions Options)> Prepared { get; } = [];

    /// <summary>Called before each training, with its parameters and number of rows.</summary>
    public Action<ParameterSet, TrainingSet> BeforeTraining { get; init; } = (_, _) => { };

    public Action<TrainingSet> BeforePreparing { get; init; } = _ => { };

    public IReadOnlyList<Hyperparameter> Space { get; init; } = [Neighbours, Sharpness];

    public bool Supports(LearningTask task) => true;

    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => Space;

    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options)
    {
        Prepared.Add((data.RowCount, options));
        BeforePreparing(data);
        return new Session(this, data);
    }

    private sealed class Session(NeighbourTrainer trainer, TrainingSet data) : ITrainingSession
    {
        private int _calls;

        public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
        {
            Assert.Equal(1, Interlocked.Increment(ref _calls));
            try
            {
                trainer.BeforeTraining(parameters, data);
                cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                Interlocked.Decrement(ref _calls);
            }

            return new Model(data, parameters.GetInteger(Neighbours), parameters.Get(Sharpness));
        }
    }

    private sealed class Model(TrainingSet data, int neighbours, double sharpness) : ITrainedModel
    {
        private readonly double[][] _rows = Rows(data.Features);

        public int OutputWidth => data.Schema.OutputWidth;

        public IReadOnlyDictionary<string, double> FeatureImportance => throw new NotSupportedException();

        public byte[] ToOnnx() => throw new NotSupportedException();

        public void Predict(Table features, Span<float> output)
        {
            double[][] rows = Rows(features);
            for (int i = 0; i < rows.Length; i++)
            {
                double[] distances = Array.ConvertAll(_rows, other => rows[i].Zip(other, (a, b) => (a - b) * (a - b)).Sum());
                int[] nearest = [.. Enumerable.Range(0, distances.Length).OrderBy(row => distances[row]).Take(neighbours)];
                double[] weights = Array.ConvertAll(nearest, row => Math.Pow(distances[row] + 1e-3, -sharpness));
                for (int j = 0; j < nearest.Length; j++)
                {
                    double target = data.Targets[nearest[j]];
                    double share = weights[j] / weights.Sum();
                    bool isRegression = data.Schema.Task == LearningTask.Regression;
                    output[(i * OutputWidth) + (isRegression ? 0 : (int)target)] += (float)(isRegression ? share * target : share);
                }
            }
        }

        private static double[][] Rows(Table features) =>
        [
            .. Enumerable.Range(0, features.RowCount).Select(row =>
                features.Columns.Select(column => ((NumberColumn)column).Values[row]).ToArray()),
        ];
    }
}
