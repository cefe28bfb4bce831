using System.Collections.Concurrent;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>Predicts numbers that are wrong by as much as its shift says, and a little less wrong with more rounds.</summary>
internal sealed class BudgetTrainer : ITrainer
{
    private static readonly Hyperparameter Rounds =
        new("rounds", Default: 30, Min: 30, Max: 90, IsInteger: true, Role: HyperparameterRole.Budget);

    private static readonly Hyperparameter Shift = new("shift", Default: 0.5, Min: 0, Max: 1);

    /// <summary>The rounds of each training, in any order.</summary>
    public ConcurrentBag<int> Trained { get; } = [];

    public string Name => "budget";

    public bool Supports(LearningTask task) => task == LearningTask.Regression;

    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [Rounds, Shift];

    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options) => new Session(this);

    private sealed class Session(BudgetTrainer trainer) : ITrainingSession
    {
        public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
        {
            int rounds = parameters.GetInteger(Rounds);
            trainer.Trained.Add(rounds);
            return new Model((float)(100 * (1 + parameters.Get(Shift))) + (1f / rounds));
        }
    }

    private sealed class Model(float prediction) : ITrainedModel
    {
        public int OutputWidth => 1;

        public IReadOnlyDictionary<string, double> FeatureImportance => throw new NotSupportedException();

        public byte[] ToOnnx() => throw new NotSupportedException();

        public void Predict(Table features, Span<float> output) => output.Fill(1000 + prediction);
    }
}
