namespace Slipway.Delivery.Tests.Workflows;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData("name == 'wine'", false, true)]
    [InlineData("name == 'wine'", true, false)]
    [InlineData("${{ !cancelled() && name != 'Wine' }}", true, false)]
    [InlineData("${{ !cancelled() && name == 'Wine' }}", true, true)]
    [InlineData("${{ failure() && found == 'true' }}", true, true)]
    [InlineData("${{ failure() && found == 'true' }}", false, false)]
    [InlineData("nothing || (found && name)", false, true)]
    [InlineData("always()", true, true)]
    public void Holds_Condition_IsJudgedAsGitHubDoes(string? condition, bool isFailed, bool expected) =>
        Assert.Equal(expected, Expression.Holds(condition, Find, isFailed));

    [Fact]
    public void Expand_Text_PutsValuesInPlace() =>
        Assert.Equal("a wine, false, it's", Expression.Expand("a ${{ name }}, ${{ found && name == 'x' }}, ${{ nothing || 'it''s' }}", Find));

    [Theory]
    [InlineData("${{ fromJSON(name) }}")]
    [InlineData("${{ name + 1 }}")]
    public void Expand_WhatItDoesNotKnow_IsRefused(string text) => Assert.Throws<NotSupportedException>(() => Expression.Expand(text, Find));

    private static string Find(string property) => property switch
    {
        "name" => "wine",
        "found" => "true",
        _ => "",
    };
}
