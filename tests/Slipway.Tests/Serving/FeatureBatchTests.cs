using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Tests.Serving;

public sealed class FeatureBatchTests
{
    private static readonly ModelSchema Schema = new(
        LearningTask.Regression,
        "y",
        [new FeatureSchema("n", ColumnType.Number), new FeatureSchema("w", ColumnType.Category), new FeatureSchema("t", ColumnType.Timestamp)],
        []);

    [Fact]
    public void AddRow_AfterARowTakenAwayAClearingAndGrowth_HasOnlyMissingValues()
    {
        var batch = new FeatureBatch(Schema);
        AddFull(batch);
        batch.RemoveLastRow();
        AssertNewRowIsMissing(batch);

        for (int i = 0; i < 100; i++)
        {
            AddFull(batch);
        }

        AssertNewRowIsMissing(batch);
        batch.Clear();
        for (int i = 0; i < 200; i++)
        {
            AssertNewRowIsMissing(batch);
        }
    }

    private static void AddFull(FeatureBatch batch)
    {
        batch.AddRow();
        batch.SetNumber(0, 1);
        batch.SetWord(1, "a");
        batch.SetTicks(2, 5);
    }

    private static void AssertNewRowIsMissing(FeatureBatch batch)
    {
        int row = batch.AddRow();
        Assert.True(float.IsNaN(batch.Numbers(0)[row]));
        Assert.Equal("", batch.Words(1)[row]);
        Assert.Equal(TimestampColumn.Missing, batch.Ticks(2)[row]);
    }
}
