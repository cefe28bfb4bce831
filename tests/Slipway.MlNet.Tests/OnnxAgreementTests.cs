using Slipway.Learning.Schemas;

namespace Slipway.MlNet.Tests;

public class OnnxAgreementTests
{
    private const double Tolerance = 1e-4;

    public static IEnumerable<object[]> TrainersAndTasks { get; } =
        MlNetTrainers.All.SelectMany(_ => Enum.GetValues<LearningTask>(), (trainer, task) => new object[] { trainer.Name, task });

    [Theory]
    [MemberData(nameof(TrainersAndTasks))]
    public void ToOnnx_OfEveryTrainerAndTask_ServesWhatMicrosoftMLPredicts(string trainer, LearningTask task)
    {
        var sample = Sample.Of(task).Shortened(1000);
        var model = sample.TrainWith(trainer);

        float[] predicted = sample.Predict(model);
        var (served, labels) = ServedOnnx.Predict(model.ToOnnx(), sample.Test.Features);

        Assert.Equal(predicted.Length, served.Length);
        for (int i = 0; i < served.Length; i++)
        {
            Assert.Equal(predicted[i], served[i], Tolerance * Math.Max(1, Math.Abs(predicted[i])));
        }

        int width = sample.Test.Schema.OutputWidth;
        for (int row = 0; row < labels.Length; row++)
        {
            var shares = served.AsSpan(row * width, width);
            Assert.Equal(sample.Test.Schema.Classes[shares.IndexOf(shares.ToArray().Max())], labels[row]);
        }
    }
}
