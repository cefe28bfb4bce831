using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>Predicts the same whatever the row, by default the mean or the class shares. Nothing of it can be varied.</summary>
internal sealed class ConstantTrainer(string name = "constant") : ITrainer
{
    public string Name => name;

    /// <summary>What is predicted instead of the mean or the class shares.</summary>
    public float? Instead { get; init; }

    public bool SupportsRegressionOnly { get; init; }

    public bool Supports(LearningTask task) => !SupportsRegressionOnly || task == LearningTask.Regression;

    public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [];

    public ITrainingSession Prepare(TrainingSet data, TrainerOptions options) => new Session(data, Instead);

    private sealed class Session(TrainingSet data, float? instead) : ITrainingSession
    {
        public ITrainedModel Train(ParameterSet parameters, CancellationToken cancellationToken)
        {
            var prediction = new float[data.Schema.OutputWidth];
            foreach (double target in data.Targets)
            {
                bool isRegression = data.Schema.Task == LearningTask.Regression;
                prediction[isRegression ? 0 : (int)target] += (float)(isRegression ? target : 1) / data.RowCount;
            }

            return new Model(Array.ConvertAll(prediction, value => instead ?? value));
        }
    }

    private sealed class Model(float[] prediction) : ITrainedModel
    {
        public int OutputWidth => prediction.Length;

        public IReadOnlyDictionary<string, double> FeatureImportance => throw new NotSupportedException();

        public byte[] ToOnnx() => throw new NotSupportedException();

        public void Predict(Table features, Span<float> output)
        {
            for (int i = 0; i < features.RowCount; i++)
            {
                prediction.CopyTo(output[(i * OutputWidth)..]);
            }
        }
    }
}
