using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Learning.Tests.Texts;

/// <summary>Subjects of real mails, and whether they were spam; see TestData/SOURCES.md.</summary>
internal static class Subjects
{
    private const int TrainRows = 2800;

    private static readonly Table All = Read();

    /// <summary>The rows to learn from; in no order, so the first ones do.</summary>
    public static TrainingSet Train { get; } = Rows(0, TrainRows);

    /// <summary>Rows that are not among them.</summary>
    public static TrainingSet Test { get; } = Rows(TrainRows, All.RowCount - TrainRows);

    /// <summary>Some rows of the file.</summary>
    public static TrainingSet Rows(int start, int count)
    {
        var rows = All.Take([.. Enumerable.Range(start, count)]);
        var label = (CategoryColumn)rows["label"];
        var schema = new ModelSchema(
            LearningTask.Binary, "label", [new FeatureSchema("subject", ColumnType.Text) { AllowsMissing = true }], ["ham", "spam"]);
        return new TrainingSet(
            schema, new Table([rows["subject"]]), [.. label.Codes.ToArray().Select(code => label.Categories[code] == "spam" ? 1.0 : 0.0)]);
    }

    private static Table Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "TestData", "subjects.csv.gz"));
        var types = new Dictionary<string, ColumnType> { ["subject"] = ColumnType.Text, ["label"] = ColumnType.Category };
        return TableReader.Read(stream, new TableReaderOptions { Types = types }, CancellationToken.None).Value.Table;
    }
}
