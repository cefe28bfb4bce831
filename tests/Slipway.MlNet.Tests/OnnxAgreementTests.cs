using Slipway.Learning.Schemas;
using Slipway.Learning.Tests.Onnx;

namespace Slipway.MlNet.Tests;

public class OnnxAgreementTests
{
    private const double Tolerance = 1e-4;

    public static IEnumerable<object[]> Trainers { get; } = MlNetTrainers.All.Select(trainer => new object[] { trainer.Name });

    public static IEnumerable<object[]> TrainersAndTasks { get; } =
        MlNetTrainers.All.SelectMany(_ => Enum.GetValues<LearningTask>(), (trainer, task) => new object[] { trainer.Name, task });

    [Theory]
    [MemberData(nameof(TrainersAndTasks))]
    public void ToOnnx_OfEveryTrainerAndTask_ServesWhatMicrosoftMLPredicts(string trainer, LearningTask task) =>
        AssertServesWhatItPredicts(trainer, Sample.Of(task).Shortened(1000));

    [NodeTheory]
    [MemberData(nameof(TrainersAndTasks))]
    public void ToOnnx_OfEveryTrainerAndTask_IsWhatOnnxRuntimeRunsToo(string trainer, LearningTask task) =>
        AssertOnnxRuntimeAgrees(trainer, Sample.Of(task).Shortened(300));

    [Theory]
    [MemberData(nameof(Trainers))]
    public void ToOnnx_OfTexts_ServesWhatMicrosoftMLPredicts(string trainer) =>
        AssertServesWhatItPredicts(trainer, Sample.Subjects.Shortened(800));

    [NodeTheory]
    [MemberData(nameof(Trainers))]
    public void ToOnnx_OfTexts_IsWhatOnnxRuntimeRunsToo(string trainer) => AssertOnnxRuntimeAgrees(trainer, Sample.Subjects.Shortened(500));

    private static void AssertServesWhatItPredicts(string trainer, Sample sample)
    {
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

    private static void AssertOnnxRuntimeAgrees(string trainer, Sample sample)
    {
        var rows = sample.Test.Features.Take([.. Enumerable.Range(0, 50)]);
        byte[] onnx = sample.TrainWith(trainer).ToOnnx();

        float[] expected = ServedOnnx.PredictByOracle(onnx, rows);
        var (served, _) = ServedOnnx.Predict(onnx, rows);

        Assert.Equal(expected.Length, served.Length);
        for (int i = 0; i < served.Length; i++)
        {
            Assert.Equal(expected[i], served[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
