using Slipway.Learning.Performance;
using Slipway.Monitoring;

namespace Slipway.Tests.Monitoring;

public sealed class ReferenceProfileTests
{
    private static readonly byte[] Bytes = Create().Serialize();

    [Fact]
    public void Serialize_ThenDeserialize_GivesTheSameBytes()
    {
        var read = ReferenceProfile.Deserialize(Bytes).Value;

        Assert.Equal(Bytes, read.Serialize());
        Assert.Equal(Bytes, Create().Serialize());
        Assert.Equal(300, read.Features.RowCount);
        Assert.Equal("prediction", Assert.Single(read.Predictions.Columns).Name);
        Assert.Equal(300, read.Performance!.RowCount);
    }

    [Fact]
    public void Deserialize_NoBytes_SaysThatThereIsNone() =>
        Assert.Equal("profile.missing", Assert.Single(ReferenceProfile.Deserialize([]).Problems).Code);

    [Fact]
    public void Deserialize_LaterVersion_SaysSo()
    {
        byte[] later = [.. Bytes];
        later[4] = 9;

        Assert.Equal("profile.versionUnknown", Assert.Single(ReferenceProfile.Deserialize(later).Problems).Code);
    }

    [Fact]
    public void Deserialize_CutOrChanged_NeverThrows()
    {
        for (int length = 1; length < Bytes.Length; length += 97)
        {
            Assert.NotEmpty(ReferenceProfile.Deserialize(Bytes.AsSpan(0, length)).Problems);
        }

        for (int at = 0; at < Bytes.Length; at += 131)
        {
            byte[] changed = [.. Bytes];
            changed[at] ^= 0x55;
            _ = ReferenceProfile.Deserialize(changed).IsSuccess;
        }

        Assert.NotEmpty(ReferenceProfile.Deserialize([.. Bytes, 0]).Problems);
    }

    private static ReferenceProfile Create()
    {
        var rows = BikeYears.First.Take([.. Enumerable.Range(0, 300)]);
        return ReferenceProfile.Fit(rows.Features, rows, BikeYears.Predict(rows), new PerformanceReferenceOptions(),
            CancellationToken.None);
    }
}
