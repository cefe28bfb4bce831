using System.Collections.Concurrent;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>
/// Predicts numbers that grow round by round towards 1000 and beyond, in steps of its hyperparameter; what it predicts is its only secret.
/// </summary>
internal sealed class GrowingTrainer : ITrainer
{
    private static readonly Hyperparameter Rounds = new("rounds", Default: 7, Min: 1, Max: 60, IsInteger: true, Role: HyperparameterRole.Rounds);
    private static readonly Hyperparameter Step = new("step", Default: 50, Min: 1, Max: 100);

    public static StagePlan Plan { get; } = new(FirstLook: 3, Patience: 4, Most: 40);

    /// <summary>The rounds that were grown, one by one, and the numbers of rounds that were taken.</summary>
    public ConcurrentBag<int> Grown { get; } = [];

    public ConcurrentBag<int> Taken { get; } = [];

    /// <summary>Called before each round.</summary>
    public Action<int> BeforeRound { get; init; } = _ => { };

    public string Name => "growing";

    public bool Supports(LearningTask task) => task == LearningTask.Regression;

    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [Rounds, Step];

    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options) => new Session(this);

    private sealed class Session(GrowingTrainer trainer) : IStagedSession
    {
        public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken) =>
            new Model((float)(parameters.Get(Step) * parameters.Get(Rounds)));

        public IStagedFit Start(ParameterSet parameters, TrainingSet validation) => new Fit(trainer, parameters.Get(Step));
    }

    private sealed class Fit(GrowingTrainer trainer, double step) : IStagedFit
    {
        private readonly List<double> _losses = [1000];

        public StagePlan Plan => GrowingTrainer.Plan;

        public IReadOnlyList<double> Losses => _losses;

        public void GrowTo(int rounds, CancellationToken cancellationToken)
        {
            while (_losses.Count <= rounds)
            {
                trainer.BeforeRound(_losses.Count);
                trainer.Grown.Add(_losses.Count);
                _losses.Add(Math.Abs(1000 - (step * _losses.Count)));
            }
        }

        public ITrainedModel Take(int rounds)
        {
            Assert.InRange(rounds, 0, _losses.Count - 1);
            trainer.Taken.Add(rounds);
            return new Model((float)(step * rounds));
        }
    }

    private sealed class Model(float prediction) : ITrainedModel
    {
        public int OutputWidth => 1;

        public IReadOnlyDictionary<string, double> FeatureImportance => throw new NotSupportedException();

        public byte[] ToOnnx() => throw new NotSupportedException();

        public void Predict(Table features, Span<float> output) => output.Fill(prediction);
    }
}
