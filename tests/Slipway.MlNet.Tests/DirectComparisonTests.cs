using Slipway.Learning.Schemas;
using Xunit.Abstractions;

namespace Slipway.MlNet.Tests;

public class DirectComparisonTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.01;

    /// <summary>Learners of one family may differ by more than two ways to run the same one.</summary>
    private const double FamilyTolerance = 0.02;

    /// <summary>Words alone lose most with LightGBM, whose leaves want twenty rows each.</summary>
    private const double TextTolerance = 0.03;

    /// <summary>Each trainer, and the built-in one of its family.</summary>
    public static TheoryData<string, string> Trainers { get; } = new()
    {
        { "mlnet/lightgbm", "gbdt" },
        { "mlnet/fast-tree", "gbdt" },
        { "mlnet/fast-forest", "forest" },
        { "mlnet/sdca", "linear" },
        { "mlnet/lbfgs", "linear" },
    };

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Predict_OnAdult_IsAsAccurateAsMicrosoftMLRunDirectly(string trainer, string builtIn) =>
        Compare(trainer, builtIn, Sample.Adult);

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Predict_OnDigits_IsAsAccurateAsMicrosoftMLRunDirectly(string trainer, string builtIn) =>
        Compare(trainer, builtIn, Sample.Digits);

    /// <summary>Words and pairs beside Microsoft.ML's FeaturizeText, which counts letters too: two ways that need not agree, so ours is not worse.</summary>
    [Theory]
    [MemberData(nameof(Trainers))]
    public void Predict_OnTexts_IsAboutAsAccurateAsFeaturizeText(string trainer, string builtIn)
    {
        var sample = Sample.Subjects;
        var ours = sample.Score(sample.Predict(sample.TrainWith(trainer)));
        var direct = sample.Score(DirectModel.Predict(trainer, sample));

        output.WriteLine($"{trainer} {ours["accuracy"]:f4} {ours["auc"]:f4}, directly {direct["accuracy"]:f4} {direct["auc"]:f4}, beside {builtIn}");
        Assert.True(ours["accuracy"] > direct["accuracy"] - TextTolerance, $"{ours["accuracy"]}, directly {direct["accuracy"]}");
    }

    private void Compare(string trainer, string builtIn, Sample sample)
    {
        var ours = sample.Score(sample.Predict(sample.TrainWith(trainer)));
        var direct = sample.Score(DirectModel.Predict(trainer, sample));
        var family = sample.Score(sample.Predict(sample.TrainWith(builtIn)));

        string[] metrics = ["accuracy", "auc"];
        foreach (string metric in metrics)
        {
            output.WriteLine(
                $"{trainer} {sample.Test.Schema.Task} {metric}: {ours[metric]:f4}, directly {direct[metric]:f4}, {builtIn} {family[metric]:f4}");
        }

        Assert.All(metrics, metric => Assert.InRange(ours[metric], direct[metric] - Tolerance, direct[metric] + Tolerance));
        Assert.InRange(ours["auc"], family["auc"] - FamilyTolerance, family["auc"] + FamilyTolerance);
    }
}
