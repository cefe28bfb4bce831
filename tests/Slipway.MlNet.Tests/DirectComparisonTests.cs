using Slipway.Learning.Schemas;
using Xunit.Abstractions;

namespace Slipway.MlNet.Tests;

public class DirectComparisonTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.01;

    public static IEnumerable<object[]> Trainers { get; } = MlNetTrainers.All.Select(trainer => new object[] { trainer.Name });

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Predict_OnAdult_IsAsAccurateAsMicrosoftMLRunDirectly(string trainer) => Compare(trainer, Sample.Adult);

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Predict_OnDigits_IsAsAccurateAsMicrosoftMLRunDirectly(string trainer) => Compare(trainer, Sample.Digits);

    private void Compare(string trainer, Sample sample)
    {
        var ours = sample.Score(sample.Predict(sample.TrainWith(trainer)));
        var direct = sample.Score(DirectModel.Predict(trainer, sample));

        foreach (string metric in new[] { "accuracy", "auc" })
        {
            output.WriteLine($"{trainer} {sample.Test.Schema.Task} {metric}: {ours[metric]:f4}, directly {direct[metric]:f4}");
        }

        foreach (string metric in new[] { "accuracy", "auc" })
        {
            Assert.InRange(ours[metric], direct[metric] - Tolerance, direct[metric] + Tolerance);
        }
    }
}
