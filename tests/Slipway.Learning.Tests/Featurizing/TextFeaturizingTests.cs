using System.Text.RegularExpressions;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;
using Slipway.Learning.Tables;
using Slipway.Learning.Tests.Texts;

namespace Slipway.Learning.Tests.Featurizing;

public sealed partial class TextFeaturizingTests
{
    [Fact]
    public void Fit_FewTexts_TakesWhatIsInThreeRowsWithSmoothWeights()
    {
        string?[] texts = ["Good movie", "GOOD movie!", "good, movie, good movie", "bad movie", null, "Ärger", "ÄRGER x", "ärger x"];

        var step = TextFeaturizing.Fit(new TextColumn("review", texts))!;

        Assert.Equal(["movie", "good", "ärger", "good movie"], step.Terms);
        int[] rowsWith = [4, 3, 3, 3];
        Assert.All(rowsWith.Zip(step.Weights), pair => Assert.Equal(Math.Log(9.0 / (1 + pair.First)) + 1, pair.Second, 1e-6));
    }

    [Fact]
    public void Fit_NothingInThreeRows_GivesNothing() =>
        Assert.Null(TextFeaturizing.Fit(new TextColumn("id", ["a-1", "a-2", "b-3", null])));

    [Fact]
    public void Apply_RealTexts_IsWhatTheSlowWayGives()
    {
        var column = (TextColumn)Subjects.Train.Features["subject"];
        var step = TextFeaturizing.Fit(column)!;

        var features = new Featurizer([new FittedStep(step, "subject")]).Apply(Subjects.Train.Features);

        Assert.Equal(TextFeaturizing.MaxTerms, step.Terms.Count);
        Assert.True(step.Terms.Count(term => term.Contains(' ')) is > 100 and < 600);
        for (int row = 0; row < 300; row++)
        {
            double[] expected = SlowFeatures(step, column.Values[row]!);
            Assert.All(expected.Index(), value => Assert.Equal(value.Item, features.Column(value.Index)[row], 1e-6));
        }
    }

    /// <summary>The features of a text whose words are spelt in one of the ways that count.</summary>
    private static double[] SlowFeatures(TextStep step, string text)
    {
        string[] words = [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];
        string[] pairs = [.. words.Zip(words.Skip(1), (first, second) => $"{first} {second}")];
        double[] counts = [.. step.Terms.Zip(step.Weights, (term, weight) => words.Concat(pairs).Count(t => t == term) * (double)weight)];
        double length = Math.Sqrt(counts.Sum(count => count * count));
        return length == 0 ? counts : [.. counts.Select(count => count / length)];
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
