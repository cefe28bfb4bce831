using System.Globalization;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Search;

/// <summary>Data sets of the test data whose columns are all numbers.</summary>
internal static class SampleSets
{
    public static TrainingSet Iris { get; } = Read("iris.csv", LearningTask.Multiclass, ["0", "1", "2"]);

    public static TrainingSet Diabetes { get; } = Read("diabetes.csv", LearningTask.Regression, []);

    private static TrainingSet Read(string file, LearningTask task, string[] classes)
    {
        string[][] lines = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "TestData", file)).Select(line => line.Split(','))];
        double[][] rows =
            [.. lines.Skip(1).Select(line => Array.ConvertAll(line, cell => double.Parse(cell, CultureInfo.InvariantCulture)))];
        Column[] columns =
            [.. Enumerable.Range(0, lines[0].Length - 1).Select(i => new NumberColumn(lines[0][i], [.. rows.Select(row => row[i])]))];
        FeatureSchema[] features = [.. columns.Select(column => new FeatureSchema(column.Name, column.Type))];
        var schema = new ModelSchema(task, lines[0][^1], features, classes);
        return new TrainingSet(schema, new Table(columns), [.. rows.Select(row => row[^1])]);
    }
}
