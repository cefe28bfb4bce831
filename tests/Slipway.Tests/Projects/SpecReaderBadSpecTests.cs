using Slipway.Projects;

namespace Slipway.Tests.Projects;

/// <summary>Each thing that is wrong with a spec is reported once, where it is, with what to do.</summary>
public sealed class SpecReaderBadSpecTests
{
    [Theory]
    [InlineData("name: wine", "name: Wine_1", 1, 7, "spec.badName", "lower-case letter")]
    [InlineData("name: wine", "nome: wine", 1, 1, "spec.missingKey", "add 'name: ...'")]
    [InlineData("name: wine", "name: 17", 1, 7, "spec.wrongType", "\"17\", with quotes")]
    [InlineData("name: wine", "name: ", 1, 6, "spec.wrongType", "The value is empty")]
    [InlineData("task: multiclass", "task: multclass", 2, 7, "spec.unknownValue", "Did you mean 'multiclass'?")]
    [InlineData("task: multiclass", "task: [multiclass]", 2, 7, "spec.wrongType", "The value is a list")]
    [InlineData("task: multiclass", "task: regression\ntrain: { trainers: [linear, discriminant] }", 3, 29, "spec.contradiction", "'discriminant' learns classes")]
    [InlineData("task: multiclass", "", 1, 1, "spec.missingKey", "'task'")]
    [InlineData("  label: target", "  # none", 3, 1, "spec.missingKey", "data: The key 'label' is missing")]
    [InlineData("  source: data/wine.csv", "", 3, 1, "spec.missingKey", "data: The key 'source' is missing")]
    [InlineData("data/wine.csv", "/data/wine.csv", 4, 11, "spec.badSource", "absolute")]
    [InlineData("data/wine.csv", "C:/data/wine.csv", 4, 11, "spec.badSource", "absolute")]
    [InlineData("data/wine.csv", "data/../../wine.csv", 4, 11, "spec.badSource", "'..' leaves")]
    [InlineData("data/wine.csv", "data\\wine.csv", 4, 11, "spec.badSource", "write /")]
    [InlineData("data/wine.csv", "data/wine.xlsx", 4, 11, "spec.badSource", ".csv.gz")]
    [InlineData("data/wine.csv", "*/wine.csv", 4, 11, "spec.anchor", "quotes")]
    [InlineData("data/wine.csv", "'*/wine.csv'", 4, 11, "spec.badSource", "last segment")]
    [InlineData("data/wine.csv", "'blob:wine.csv'", 4, 11, "spec.badSource", "container")]
    [InlineData("data/wine.csv", "'blob:UPPER/wine.csv'", 4, 11, "spec.badSource", "container")]
    [InlineData("data/wine.csv", "blob: training/wine.csv", 4, 15, "spec.syntax", "quotes")]
    [InlineData("target", "*target", 5, 10, "spec.anchor", "'*target' refers to an anchor")]
    [InlineData("target", "&x target", 5, 10, "spec.anchor", "'&x' is an anchor")]
    [InlineData("target", "!!str target", 5, 10, "spec.tag", "is a tag")]
    [InlineData("  label: target", "\tlabel: target", 5, 1, "spec.syntax", "tab")]
    [InlineData("  label: target", " label: target", 5, 2, "spec.syntax", "indent")]
    [InlineData("  label: target", "  label: 'target", 5, 10, "spec.syntax", "quote")]
    public void Read_OneFaultInTheMinimum_IsReported(string good, string bad, int line, int column, string code, string message) =>
        AssertReported(SpecTexts.Minimal.Replace(good, bad), line, column, code, message);

    [Theory]
    [InlineData("trains: { }", 6, 1, "spec.unknownKey", "Did you mean 'train'?")]
    [InlineData("zebra: { }", 6, 1, "spec.unknownKey", "is unknown. The keys here are name, task")]
    [InlineData("name: wine", 6, 1, "spec.duplicateKey", "already given in line 1")]
    [InlineData("<<: { split: { } }", 6, 1, "spec.mergeKey", "merges")]
    [InlineData("? [a]\n: 1", 6, 3, "spec.wrongType", "must be text")]
    [InlineData("---\nname: other", 6, 1, "spec.multipleDocuments", "second document")]
    [InlineData("train:", 6, 7, "spec.wrongType", "or remove the key")]
    [InlineData("train: [gbdt]", 6, 8, "spec.wrongType", "The value is a list")]
    [InlineData("train: { trainers: [] }", 6, 20, "spec.emptyList", "at least 1")]
    [InlineData("train: { trainers: gbdt }", 6, 20, "spec.wrongType", "write [gbdt]")]
    [InlineData("train: { trainers: [gbtd] }", 6, 21, "spec.unknownTrainer", "Did you mean 'gbdt'?")]
    [InlineData("train: { trainers: [mlnet/] }", 6, 21, "spec.unknownTrainer", "mlnet/<name>")]
    [InlineData("train: { trainers: [gbdt, gbdt] }", 6, 27, "spec.duplicateItem", "already in the list")]
    [InlineData("train: { search: { trials: 0 } }", 6, 28, "spec.outOfRange", "0 is out of range; write a number from 1 to 10000")]
    [InlineData("train: { search: { trials: 2.5 } }", 6, 28, "spec.wrongType", "whole number")]
    [InlineData("train: { search: { trials: \"30\" } }", 6, 28, "spec.wrongType", "without quotes")]
    [InlineData("train: { search: { trials: 99999999999 } }", 6, 28, "spec.wrongType", "up to 2147483647")]
    [InlineData("train: { search: { folds: 1 } }", 6, 27, "spec.outOfRange", "from 2 to 20")]
    [InlineData("train: { search: { metric: logloss } }", 6, 28, "spec.unknownMetric", "Did you mean 'logLoss'?")]
    [InlineData("train: { search: { metric: rmse } }", 6, 28, "spec.metricOfOtherTask", "does not measure a multiclass model")]
    [InlineData("train: { trainers: [gbdt], objective: hinge }", 6, 39, "spec.unknownValue", "default, absolute, quantile, poisson")]
    [InlineData("train: { trainers: [gbdt], objective: poisson }", 6, 39, "spec.contradiction", "'poisson' is of numbers")]
    [InlineData("train: { quantile: 0.9 }", 6, 20, "spec.contradiction", "needs train.objective: quantile")]
    [InlineData("train: { quantile: 1 }", 6, 20, "spec.outOfRange", "above 0 to below 1")]
    [InlineData("train: { trainers: [gbdt], monotone: { a: increasing } }", 6, 40, "spec.contradiction", "Several classes cannot")]
    [InlineData("train: { trainers: [gbdt], monotone: { a: up } }", 6, 43, "spec.unknownValue", "increasing, decreasing")]
    [InlineData("train: { trainers: [mlnet/sdca], classWeights: balanced }", 6, 48, "spec.contradiction", "mlnet/sdca cannot take it into account; write train.trainers: [gbdt, linear, forest, discriminant, mlp]")]
    [InlineData("train: { classWeights: equal }", 6, 24, "spec.unknownValue", "none, balanced")]
    [InlineData("split: { test: 1 }", 6, 16, "spec.outOfRange", "0.01 to 0.9")]
    [InlineData("split: { test: .nan }", 6, 16, "spec.wrongType", "a number")]
    [InlineData("split: { test: 1e999 }", 6, 16, "spec.wrongType", "a number")]
    [InlineData("split: { seed: -1 }", 6, 16, "spec.outOfRange", "from 0 on")]
    [InlineData("validate: { maxMissing: 30% }", 6, 25, "spec.wrongType", "'30%' is not a number")]
    [InlineData("gate: { require: { f1: '>= 0.5' } }", 6, 20, "spec.metricOfOtherTask", "'f1' does not measure")]
    [InlineData("gate: { require: { acuracy: '>= 0.5' } }", 6, 20, "spec.unknownMetric", "Did you mean 'accuracy'?")]
    [InlineData("gate: { require: { accuracy: 0.5 } }", 6, 30, "spec.wrongType", "with quotes")]
    [InlineData("gate: { require: { accuracy: '0.5' } }", 6, 30, "spec.badRule", ">= 0.95")]
    [InlineData("gate: { require: { accuracy: '>= half' } }", 6, 30, "spec.badRule", "'>= half' is not a rule")]
    [InlineData("gate: { require: { accuracy: '>= 95' } }", 6, 30, "spec.contradiction", "never hold")]
    [InlineData("gate: { require: { logLoss: '< 0' } }", 6, 29, "spec.contradiction", "at least 0")]
    [InlineData("gate: { notWorseThanChampion: { logLoss: -0.1 } }", 6, 42, "spec.outOfRange", "from 0 on")]
    [InlineData("gate: { notWorseThanChampion: { mae: 1 } }", 6, 33, "spec.metricOfOtherTask", "gate.notWorseThanChampion: 'mae'")]
    [InlineData("serve: { explain: yes }", 6, 19, "spec.wrongType", "'yes' is not true or false")]
    [InlineData("serve: { log: { sampleRate: 1.5 } }", 6, 29, "spec.outOfRange", "from 0 to 1")]
    [InlineData("monitor: { drift: { driftedShare: 0 } }", 6, 35, "spec.outOfRange", "above 0 to 1")]
    [InlineData("monitor: { drift: { threshold: 0.2 } }", 6, 32, "spec.contradiction", "name the method")]
    [InlineData("monitor: { drift: { method: psi, threshold: 0 } }", 6, 45, "spec.outOfRange", "above 0 on")]
    [InlineData("monitor: { drift: { method: chiSquare, threshold: 2 } }", 6, 51, "spec.contradiction", "a p-value")]
    [InlineData("monitor: { drift: { columnThresholds: { age: 0.2 } } }", 6, 41, "spec.contradiction", "columnThresholds.age")]
    [InlineData("monitor: { drift: { window: 1w } }", 6, 29, "spec.badDuration", "1d, 12h or 30m")]
    [InlineData("monitor: { drift: { window: 0d } }", 6, 29, "spec.badDuration", "'0d'")]
    [InlineData("monitor: { drift: { window: 9999d } }", 6, 29, "spec.badDuration", "up to 366d")]
    [InlineData("monitor: { drift: { window: 1 } }", 6, 29, "spec.wrongType", "'1' is not text")]
    [InlineData("monitor: { drift: { method: psy } }", 6, 29, "spec.unknownValue", "Did you mean 'psi'?")]
    [InlineData("monitor: { performance: { metric: r2 } }", 6, 35, "spec.metricOfOtherTask", "'r2'")]
    [InlineData("retrain: { schedule: 0 3 * * 1 }", 6, 22, "spec.badSchedule", "put the second first: \"0 0 3 * * 1\"")]
    [InlineData("retrain: { schedule: 0 60 3 * * 1 }", 6, 22, "spec.badSchedule", "minute must be *, or values from 0 to 59")]
    [InlineData("retrain: { on: [Drift] }", 6, 17, "spec.unknownValue", "Did you mean 'drift'?")]
    [InlineData("alerts: { webhook: 'ftp://example.org' }", 6, 20, "spec.badWebhook", "https://")]
    [InlineData("alerts: { webhook: '/hook' }", 6, 20, "spec.badWebhook", "https://")]
    [InlineData("  ignore: [target]", 6, 12, "spec.contradiction", "'target' is the label")]
    [InlineData("  ignore: [\"\"]", 6, 12, "spec.wrongType", "is not text")]
    [InlineData("  features: { target: { type: number } }", 6, 15, "spec.contradiction", "'target' is the label")]
    [InlineData("  features: { a: { min: 2, max: 1 } }", 6, 25, "spec.contradiction", "2 is above max, 1")]
    [InlineData("  features: { a: { type: category, max: 1 } }", 6, 41, "spec.contradiction", "Only numbers have bounds")]
    [InlineData("  features: { a: { type: integer } }", 6, 26, "spec.unknownValue", "number, category, boolean, timestamp, text")]
    [InlineData("  features: { a: number }", 6, 18, "spec.wrongType", "'number' is a single value, but a map is needed")]
    [InlineData("  weight: target\ntrain: { trainers: [gbdt] }", 6, 11, "spec.contradiction", "'target' is also data.label")]
    [InlineData("  weight: w\n  ignore: [w]\ntrain: { trainers: [gbdt] }", 6, 11, "spec.contradiction", "remove it there")]
    [InlineData("  weight: w\ntrain: { trainers: [mlnet/lbfgs] }", 6, 11, "spec.contradiction", "mlnet/lbfgs cannot take it into account")]
    [InlineData("  time: target", 6, 9, "spec.contradiction", "'target' is the label")]
    [InlineData("  time: day\n  ignore: [day]", 7, 12, "spec.contradiction", "'day' is the time column")]
    [InlineData("  time: day\n  features: { day: { type: text } }", 7, 28, "spec.contradiction", "write timestamp")]
    [InlineData("  ignore: [a]\n  features: { a: { } }", 6, 12, "spec.contradiction", "also in data.features")]
    [InlineData("  separator: \":\"", 6, 14, "spec.unknownValue", "no separator")]
    public void Read_OneFaultAfterTheMinimum_IsReported(string added, int line, int column, string code, string message) =>
        AssertReported(SpecTexts.Minimal + added, line, column, code, message);

    [Theory]
    [InlineData("", "spec.empty")]
    [InlineData("# only a comment\n", "spec.empty")]
    [InlineData("---\n", "spec.wrongType")]
    [InlineData("just text", "spec.wrongType")]
    [InlineData("- a", "spec.wrongType")]
    [InlineData("*a", "spec.anchor")]
    public void Read_NoMap_IsReported(string text, string code) =>
        Assert.Equal(code, Assert.Single(SpecReader.Read(text, SpecTexts.FileName).Problems).Code);

    private static void AssertReported(string text, int line, int column, string code, string message)
    {
        var problems = SpecReader.Read(text, SpecTexts.FileName).Problems;
        var problem = problems.FirstOrDefault(p => p.Code == code);

        Assert.True(problem is not null, $"There is no problem {code}, but: {string.Join("\n", problems)}");
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal($"{SpecTexts.FileName}:{line}:{column}", problem.Location!.ToString());
        Assert.True(problems.Count <= (code == "spec.missingKey" ? 2 : 1), string.Join("\n", problems));
    }
}
