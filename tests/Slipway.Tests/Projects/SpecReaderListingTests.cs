using Slipway.Projects;

namespace Slipway.Tests.Projects;

public sealed class SpecReaderListingTests
{
    [Fact]
    public void Read_TenFaults_ListsTenProblemsInTheOrderOfTheFile()
    {
        string text = """
            name: Wine
            task: multiclass
            data:
              source: ../wine.csv
              label: target
              ignore: [target]
            split: { test: 2, sed: 42 }
            train:
              trainers: [gbdt, xgboost]
            gate:
              require: { rmse: "< 5", accuracy: 0.95 }
            monitor:
              drift: { window: daily, method: kl }
            """;

        var problems = SpecReader.Read(text, "model.yaml").Problems;

        Assert.Equal(
            """
            model.yaml:1:7: name: 'Wine' is not a model name; write a lower-case letter followed by 1 to 62 lower-case letters, digits or hyphens. [spec.badName]
            model.yaml:4:11: data.source: '../wine.csv' is not a data source: '..' leaves the project folder; move the data into it. [spec.badSource]
            model.yaml:6:12: data.ignore: 'target' is the label, which training needs; remove it from the list. [spec.contradiction]
            model.yaml:7:16: split.test: 2 is out of range; write a number from 0.01 to 0.9. [spec.outOfRange]
            model.yaml:7:19: split: The key 'sed' is unknown. Did you mean 'seed'? The keys here are test, seed. [spec.unknownKey]
            model.yaml:9:20: train.trainers[1]: 'xgboost' is not a trainer. Write gbdt, linear, forest, discriminant, mlp or mlnet/<name>. [spec.unknownTrainer]
            model.yaml:11:14: gate.require: 'rmse' does not measure a multiclass model; write one of accuracy, macroF1, weightedF1, auc, logLoss. [spec.metricOfOtherTask]
            model.yaml:11:37: gate.require.accuracy: '0.95' is not text; write "0.95", with quotes. [spec.wrongType]
            model.yaml:13:20: monitor.drift.window: 'daily' is not a duration; write a whole number and d, h or m, such as 1d, 12h or 30m, up to 366d. [spec.badDuration]
            model.yaml:13:35: monitor.drift.method: 'kl' is not one of the values. Write one of auto, psi, kolmogorovSmirnov, chiSquare, wasserstein, jensenShannon. [spec.unknownValue]
            """,
            string.Join('\n', problems));
    }
}
