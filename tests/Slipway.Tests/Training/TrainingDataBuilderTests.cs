using System.Globalization;
using System.Text;
using Slipway.Datasets;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;
using Slipway.Projects;
using Slipway.Training;

namespace Slipway.Tests.Training;

public class TrainingDataBuilderTests
{
    [Fact]
    public void Build_OfNumericClasses_OrdersThemByNumber()
    {
        var data = Build(Specs.Of(LearningTask.Multiclass), "x,target", i => $"{i},{new[] { 10, 9, 2 }[i % 3]}");

        Assert.Equal(["2", "9", "10"], data.Rows.Schema.Classes);
        Assert.Equal([2, 1, 0], data.Rows.Targets[..3]);
    }

    [Fact]
    public void Build_OfTexts_OrdersClassesOrdinally()
    {
        var data = Build(Specs.Of(LearningTask.Binary), "x,target", i => $"{i},{(i % 2 == 0 ? ">50K" : "<=50K")}");

        Assert.Equal(["<=50K", ">50K"], data.Rows.Schema.Classes);
    }

    [Fact]
    public void Build_RowsWithoutLabel_AreLeftOutWithAWarning()
    {
        var data = Build(Specs.Of(LearningTask.Binary), "x,target", i => $"{i},{(i < 5 ? "" : (i % 2).ToString(CultureInfo.InvariantCulture))}");

        Assert.Equal(35, data.Rows.RowCount);
        Assert.Contains(data.Warnings, w => w.Code == "data.rowsWithoutLabel" && w.Message.StartsWith("5 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_ColumnThatIsTheLabel_WarnsOfLeakage()
    {
        var data = Build(Specs.Of(LearningTask.Binary), "x,copy,recoded,target", i => $"{i},{i % 2},{(i % 2 == 0 ? "no" : "ja")},{i % 2}");

        Assert.Equal(2, data.Warnings.Count(w => w.Code == "data.leakage"));
    }

    [Fact]
    public void Build_ScaledCopyOfANumericLabel_WarnsOfLeakage()
    {
        var data = Build(Specs.Of(LearningTask.Regression), "x,scaled,target", i => $"{i * i % 7},{(3 * i) + 1},{i}");

        var leak = Assert.Single(data.Warnings, w => w.Code == "data.leakage");
        Assert.Contains("'scaled'", leak.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Texts_AreUsedWhereWordsReturn()
    {
        string[] words = ["apple", "pear", "plum"];
        var data = Build(
            Specs.Of(LearningTask.Binary, rest: "  features: { said: { type: text }, id: { type: text } }"),
            "said,id,target",
            i => $"a good {words[i % 3]},row{i},{i % 2}");

        Assert.Equal("said", Assert.Single(data.Rows.Schema.Features).Name);
        var warning = Assert.Single(data.Warnings, w => w.Code == "data.textUnused");
        Assert.Contains("'id'", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ConstantColumn_IsLeftOutWithAWarning()
    {
        var data = Build(Specs.Of(LearningTask.Binary), "x,same,target", i => $"{i},7,{i % 2}");

        Assert.Equal(["x"], data.Rows.Schema.Features.Select(f => f.Name));
        Assert.Contains(data.Warnings, w => w.Code == "data.constantColumn");
    }

    [Fact]
    public void Build_DescribesFeaturesForCallers()
    {
        var spec = Specs.Of(LearningTask.Binary, rest: "  features: { x: { type: number, min: 0, max: 100 } }");

        var features = Build(spec, "x,color,target", i => $"{(i == 3 ? "" : i.ToString(CultureInfo.InvariantCulture))},{(i % 3 == 0 ? "red" : "blue")},{i % 2}").Rows.Schema.Features;

        Assert.Equal((0, 100, true), (features[0].Min, features[0].Max, features[0].AllowsMissing));
        Assert.Equal(["blue", "red"], features[1].Categories);
        Assert.False(features[1].AllowsMissing);
        Assert.Equal("red", features[1].Example);
    }

    [Theory]
    [InlineData(LearningTask.Binary, "1,1", "data.oneClass")]
    [InlineData(LearningTask.Multiclass, "1,{i%2}", "data.notMulticlass")]
    [InlineData(LearningTask.Binary, "1,{i%3}", "data.notBinary")]
    [InlineData(LearningTask.Regression, "{i},5", "data.constantLabel")]
    [InlineData(LearningTask.Regression, "1,{i}", "data.noFeatures")]
    public void Build_LabelThatCannotBeLearned_IsRefused(LearningTask task, string row, string code)
    {
        var result = TryBuild(Specs.Of(task), "x,target", i => Fill(row, i));

        Assert.Contains(result.Problems, p => p.Code == code);
    }

    [Fact]
    public void Build_SeveralFaults_ListsAllOfThem()
    {
        var spec = Specs.Of(LearningTask.Binary, rest: "  features: { y: { type: number, max: 3 } }\nvalidate: { maxMissing: 0.1, maxDuplicateRows: 0.1 }");

        var result = TryBuild(spec, "x,y,target", i => $"{(i % 2 == 0 ? "" : "1")},{i % 6},{i % 2}");

        Assert.Equal(
            ["data.outOfRange", "data.tooManyDuplicates", "data.tooManyMissing"], result.Problems.Select(p => p.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Build_ClassWithOneRow_IsRefused()
    {
        var result = TryBuild(Specs.Of(LearningTask.Multiclass), "x,target", i => $"{i},{(i == 0 ? "lonely" : i % 2 == 0 ? "a" : "b")}");

        var problem = Assert.Single(result.Problems);
        Assert.Equal("data.rareClass", problem.Code);
        Assert.Contains("'lonely'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_FewRows_IsRefused()
    {
        var result = TryBuild(Specs.Of(LearningTask.Binary), "x,target", i => $"{i},{i % 2}", rows: 5);

        Assert.Equal("data.tooFewRows", Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void Build_BalancedClasses_CountAlikeTogether()
    {
        var data = Build(
            Specs.Of(LearningTask.Binary, rest: "train: { trainers: [gbdt], classWeights: balanced }"), "x,target", i => $"{i},{(i < 10 ? 1 : 0)}");

        Assert.Equal(20, data.Rows.Weights!.Take(10).Sum(), 1e-9);
        Assert.Equal(20, data.Rows.Weights!.Skip(10).Sum(), 1e-9);
    }

    [Fact]
    public void Build_WeightColumn_WeighsRowsAndIsNoFeature()
    {
        var data = Build(Specs.Of(LearningTask.Binary, rest: "  weight: w\ntrain: { trainers: [gbdt] }"), "x,w,target", i => $"{i},{(i == 3 ? "" : "2.5")},{i % 2}");

        Assert.Equal([2.5, 2.5, 2.5, 1], data.Rows.Weights![..4]);
        Assert.Equal(["x"], data.Rows.Schema.Features.Select(f => f.Name));
    }

    [Theory]
    [InlineData("-1", "negative in 40 rows")]
    [InlineData("0", "0 in every row")]
    public void Build_WeightsThatCannotBe_AreAProblem(string weight, string message)
    {
        var result = TryBuild(
            Specs.Of(LearningTask.Binary, rest: "  weight: w\ntrain: { trainers: [gbdt] }"), "x,w,target", i => $"{i},{weight},{i % 2}");

        Assert.Contains(message, Assert.Single(result.Problems, p => p.Code == "data.badWeight").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Goal_IsThatOfTheSpec()
    {
        var data = Build(
            Specs.Of(LearningTask.Regression, rest: "train: { trainers: [gbdt], objective: quantile, quantile: 0.9, monotone: { x: decreasing } }"),
            "x,target",
            i => $"{i},{i * 2 % 7}");

        Assert.Equal((LossFunction.Quantile, 0.9), (data.Rows.Goal.Loss, data.Rows.Goal.Quantile));
        Assert.Equal(MonotoneDirection.Decreasing, data.Rows.Goal.Monotone["x"]);
    }

    [Fact]
    public void Build_MonotoneColumnOfWords_IsAProblem()
    {
        var result = TryBuild(
            Specs.Of(LearningTask.Binary, rest: "train: { trainers: [gbdt], monotone: { x: increasing } }"), "x,target", i => $"w{i % 4},{i % 2}");

        Assert.Contains("'x'", Assert.Single(result.Problems, p => p.Code == "data.notMonotone").Message, StringComparison.Ordinal);
    }

    private static string Fill(string row, int i) => row
        .Replace("{i%2}", $"{i % 2}", StringComparison.Ordinal)
        .Replace("{i%3}", $"{i % 3}", StringComparison.Ordinal)
        .Replace("{i}", $"{i}", StringComparison.Ordinal);

    private static TrainingData Build(ModelSpec spec, string header, Func<int, string> row) => TryBuild(spec, header, row).Value;

    private static Slipway.Learning.Results.Result<TrainingData> TryBuild(ModelSpec spec, string header, Func<int, string> row, int rows = 40)
    {
        string csv = string.Join('\n', Enumerable.Range(0, rows).Select(row).Prepend(header));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        Table table = DatasetReader.Read(content, [new DatasetPart("sample.csv", 1)], spec, default).Value.Table;
        return TrainingDataBuilder.Build(spec, table);
    }
}
