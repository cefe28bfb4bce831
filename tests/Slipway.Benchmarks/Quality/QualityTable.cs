using System.Globalization;
using System.Text;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Benchmarks.Quality;

/// <summary>Labelled rows of CSV files, read as one table, so that all have the same types and words; nothing is fitted on them.</summary>
internal static class QualityTable
{
    /// <summary>More values than these, or values that are not whole, are numbers to predict.</summary>
    private const int MaxClasses = 30;

    /// <summary>Reads the files; gives the rows of all, and how many each file has.</summary>
    public static async Task<(TrainingSet Rows, int[] Counts)> ReadAsync(string label, IReadOnlyList<string> ignored, params string[] files)
    {
        var lines = new List<string>();
        var counts = new List<int>();
        foreach (string file in files)
        {
            string[] ofFile = await File.ReadAllLinesAsync(file);
            lines.AddRange(lines.Count == 0 ? ofFile : ofFile.Skip(1));
            counts.Add(ofFile.Length - 1);
        }

        using var joined = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var table = TableReader.Read(joined, new TableReaderOptions(), CancellationToken.None).Value.Table;
        return (ToSet(table, label, ignored), [.. counts]);
    }

    private static TrainingSet ToSet(Table table, string label, IReadOnlyList<string> ignored)
    {
        double[] values = ((NumberColumn)table[label]).Values.ToArray();
        double[] distinct = [.. values.Distinct().Order()];
        var task = distinct.Length > MaxClasses ? LearningTask.Regression
            : distinct.Length == 2 ? LearningTask.Binary
            : LearningTask.Multiclass;
        Column[] features = [.. table.Columns.Where(column => column.Name != label && !ignored.Contains(column.Name))];
        var schema = new ModelSchema(
            task,
            label,
            [.. features.Select(column => new FeatureSchema(column.Name, column.Type) { AllowsMissing = true })],
            task == LearningTask.Regression ? [] : [.. distinct.Select(value => value.ToString(CultureInfo.InvariantCulture))]);
        double[] targets = task == LearningTask.Regression
            ? values
            : Array.ConvertAll(values, value => (double)Array.BinarySearch(distinct, value));
        return new TrainingSet(schema, new Table(features), targets);
    }
}
