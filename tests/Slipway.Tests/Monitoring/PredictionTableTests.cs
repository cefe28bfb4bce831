using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Monitoring;

namespace Slipway.Tests.Monitoring;

public sealed class PredictionTableTests
{
    [Fact]
    public void Of_Binary_HasLabelAndThePositiveProbability()
    {
        var table = PredictionTable.Of(new ModelSchema(LearningTask.Binary, "y", [], ["no", "yes"]),
            [0.25f, 0.75f, 0.5f, 0.5f, float.NaN, 1]);

        Assert.Equal(["label", "probability of yes"], table.Columns.Select(column => column.Name));
        Assert.Equal([1, 0, -1], ((CategoryColumn)table["label"]).Codes.ToArray());
        Assert.Equal([0.75, 0.5, 1], ((NumberColumn)table["probability of yes"]).Values.ToArray());
    }

    [Fact]
    public void Of_ManyClasses_HasABoundedNumberOfColumns()
    {
        string[] classes = [.. Enumerable.Range(0, 50).Select(i => $"c{i}")];

        var table = PredictionTable.Of(new ModelSchema(LearningTask.Multiclass, "y", [], classes), new float[100]);

        Assert.Equal(1 + PredictionTable.MaxProbabilityColumns, table.Columns.Count);
        Assert.Equal(2, table.RowCount);
    }
}
