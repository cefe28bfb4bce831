using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class MissingMarkersTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("  ", true)]
    [InlineData("na", true)]
    [InlineData(" NULL\t", true)]
    [InlineData("nan", true)]
    [InlineData("?", true)]
    [InlineData("NAN1", false)]
    [InlineData("0", false)]
    [InlineData("né", false)]
    public void IsMissing_Default_IgnoresCaseAndSpaces(string text, bool expected)
    {
        Assert.Equal(expected, MissingMarkers.Default.IsMissing(CsvText.Utf8(text)));
        Assert.Equal(expected, MissingMarkers.Default.IsMissing(text.AsSpan()));
    }

    [Theory]
    [InlineData("-999", true)]
    [InlineData("ähm", true)]
    [InlineData("", false)]
    [InlineData("NA", false)]
    public void IsMissing_OwnMarkers_ReplaceTheDefaults(string text, bool expected)
    {
        var markers = new MissingMarkers(["-999", "ähm"]);
        Assert.Equal(expected, markers.IsMissing(CsvText.Utf8(text)));
        Assert.Equal(expected, markers.IsMissing(text.AsSpan()));
    }
}
