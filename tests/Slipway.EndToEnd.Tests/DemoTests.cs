namespace Slipway.EndToEnd.Tests;

/// <summary>What the samples must reach on rows that they were not trained on.</summary>
[Collection(DemoCollection.Name)]
public class DemoTests(DemoFixture demo)
{
    [Fact]
    public void Demo_OnAFreshStore_Succeeds()
    {
        Assert.True(demo.ExitCode == 0, demo.Error);
        Assert.Equal(4, demo.Result.GetProperty("runs").GetArrayLength());
    }

    [Theory]
    [InlineData("breast-cancer", "accuracy", 0.965)]
    [InlineData("breast-cancer", "auc", 0.993)]
    [InlineData("wine", "accuracy", 0.97)]
    [InlineData("digits", "accuracy", 0.965)]
    [InlineData("bike-sharing", "r2", 0.85)]
    public void Demo_HeldOutRows_ReachTheFloor(string model, string metric, double floor)
    {
        double value = demo.RunOf(model).GetProperty("evaluation").GetProperty("metrics").GetProperty(metric).GetDouble();

        Assert.InRange(value, floor, 1);
    }

    [Fact]
    public void Demo_Runs_RecordWhereTheyComeFrom() => Assert.All(
        demo.Result.GetProperty("runs").EnumerateArray(),
        run =>
        {
            Assert.Equal(64, run.GetProperty("lineage").GetProperty("datasetVersion").GetString()!.Length);
            Assert.Equal(64, run.GetProperty("lineage").GetProperty("specHash").GetString()!.Length);
            Assert.NotEmpty(run.GetProperty("trials").EnumerateArray());
            Assert.True(run.GetProperty("durationInSeconds").GetDouble() > 0);
            Assert.NotEmpty(run.GetProperty("environment").GetProperty("packages").EnumerateObject());
        });
}
