using System.Text;
using System.Text.RegularExpressions;
using Slipway.Learning.Texts;

namespace Slipway.Learning.Tests.Texts;

public sealed class RuneClassTests
{
    [Theory]
    [InlineData("[a-z0-9_]")]
    [InlineData("[^ \\t,;]")]
    [InlineData(@"[\p{L}\p{M}\p{N}]")]
    [InlineData(@"[\p{Lu}é\-\]x]")]
    [InlineData("[.]")]
    [InlineData(@"\?")]
    [InlineData("é")]
    [InlineData("-")]
    public void Contains_EveryCharacterOfOneUnit_AsTheRegularExpression(string pattern)
    {
        Assert.True(RuneClass.TryParse(pattern, out var parsed));
        var expected = new Regex("^(?:" + pattern + ")\\z", RegexOptions.CultureInvariant);

        for (int value = 0; value <= char.MaxValue; value++)
        {
            if (Rune.TryCreate(value, out var rune))
            {
                Assert.True(expected.IsMatch(rune.ToString()) == parsed.Contains(rune), $"U+{value:X4}");
            }
        }
    }

    [Theory]
    [InlineData(@"[\w]", "a9_", "é -")]
    [InlineData(@"[\d]", "09", "٣a")]
    [InlineData(@"[\s]", " \t\n", "\u00a0x")]
    [InlineData(@"[\p{L}]", "𠀀é", "😀1")]
    public void Contains_EscapesAndWideCharacters_AsRe2(string pattern, string inside, string outside)
    {
        Assert.True(RuneClass.TryParse(pattern, out var parsed));

        Assert.All(inside.EnumerateRunes(), rune => Assert.True(parsed.Contains(rune)));
        Assert.All(outside.EnumerateRunes(), rune => Assert.False(parsed.Contains(rune)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("[a-z]+")]
    [InlineData("[z-a]")]
    [InlineData(@"[\p{Greek}]")]
    [InlineData(@"\b")]
    [InlineData("[[:alpha:]]")]
    [InlineData(".")]
    [InlineData("[a")]
    [InlineData(@"[\")]
    [InlineData("[^]")]
    public void TryParse_AnythingElse_IsRefused(string pattern) => Assert.False(RuneClass.TryParse(pattern, out _));
}
