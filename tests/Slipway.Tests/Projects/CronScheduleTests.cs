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
}
