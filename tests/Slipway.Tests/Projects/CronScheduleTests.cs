using Slipway.Projects;

namespace Slipway.Tests.Projects;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 0 3 * * 1")]
    [InlineData("*/15 * * * * *")]
    [InlineData("0 0,30 8-18/2 1,15 JAN-mar MON-FRI")]
    [InlineData("0 5/10 * * * *")]
    [InlineData("0 0 0 29 2 *")]
    [InlineData("0 0 0 31 2,3 *")]
    public void Parse_Valid_KeepsTheText(string text) => Assert.Equal(text, CronSchedule.Parse(text).Value.Text);

    [Theory]
    [InlineData("")]
    [InlineData("0 3 * * 1")]
    [InlineData("0 0 0 3 * * 1")]
    [InlineData("60 0 3 * * 1")]
    [InlineData("0 0 24 * * *")]
    [InlineData("0 0 0 0 * *")]
    [InlineData("0 0 0 * 13 *")]
    [InlineData("0 0 0 * * 7")]
    [InlineData("0 0 0 * MON *")]
    [InlineData("0 5-1 * * * *")]
    [InlineData("0 */0 * * * *")]
    [InlineData("0 1/2/3 * * * *")]
    [InlineData("0 1-2-3 * * * *")]
    [InlineData("0 1, * * * *")]
    [InlineData("0 -1 * * * *")]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("0 0 0 31 4,6,9,11 *")]
    public void Parse_Invalid_IsRefused(string text) => Assert.Equal("spec.badSchedule", Assert.Single(CronSchedule.Parse(text).Problems).Code);

    [Theory]
    [InlineData("0 0 3 * * 1", "2026-03-02T03:00:00Z", "2026-03-09T03:00:00Z")]
    [InlineData("*/15 * * * * *", "2026-03-02T03:00:01Z", "2026-03-02T03:00:15Z")]
    [InlineData("0 0 0 29 2 *", "2026-03-02T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 5/10 * * * *", "2026-03-02T03:06:00Z", "2026-03-02T03:15:00Z")]
    [InlineData("0 0 8-18/2 1,15 JAN-mar MON-FRI", "2026-01-15T18:00:00Z", "2027-01-01T08:00:00Z")]
    public void NextAfter_PointInTime_IsTheNextOne(string text, string after, string expected)
    {
        var next = CronSchedule.Parse(text).Value.NextAfter(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), next);
    }

    [Fact]
    public void NextAfter_LocalTime_IsTheSamePointInUtc()
    {
        var after = new DateTimeOffset(2026, 3, 2, 4, 30, 0, TimeSpan.FromHours(2));

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero), CronSchedule.Parse("0 0 3 * * *").Value.NextAfter(after));
    }
}
