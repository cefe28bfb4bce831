using Slipway.Projects;

namespace Slipway.Tests.Projects;

public sealed class GateRuleTests
{
    [Theory]
    [InlineData(">= 0.95", 0.95, 0.94)]
    [InlineData("> 0.95", 0.96, 0.95)]
    [InlineData("<= 2e1", 20, 20.1)]
    [InlineData(" <-1.5 ", -2, -1.5)]
    public void Holds_ParsedRule_ComparesAsWritten(string text, double good, double bad)
    {
        var rule = GateRule.Parse(text).Value;

        Assert.True(rule.Holds(good));
        Assert.False(rule.Holds(bad));
        Assert.False(rule.Holds(double.NaN));
        Assert.Equal(rule, GateRule.Parse(rule.ToString()).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0.9")]
    [InlineData("== 1")]
    [InlineData("=> 1")]
    [InlineData(">=")]
    [InlineData(">= NaN")]
    [InlineData(">= Infinity")]
    [InlineData(">= 1,5")]
    public void Parse_NoRule_IsRefused(string text) => Assert.Equal("spec.badRule", Assert.Single(GateRule.Parse(text).Problems).Code);
}
