using Slipway.Learning.Texts;

namespace Slipway.Learning.Tests.Texts;

public sealed class NgramTableTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 2, 0)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 3, 1)]
    public void Count_AnyTokens_IsTheNumberOfPlacesWhereASequenceStands(int shortest, int longest, int skip)
    {
        int[][] grams = [[0], [1], [0, 1], [1, 0], [1, 1], [0, 1, 2]];
        var table = new NgramTable(grams, [0, 1, 2, 3, 4, 5], shortest, longest, skip, null, countsMatter: true);
        var random = new Random(1);
        float[] row = new float[table.Width];
        for (int trial = 0; trial < 200; trial++)
        {
            int[] tokens = [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(-1, 3))];

            table.Count(tokens, row);

            Assert.Equal(grams.Select(gram => (float)Places(gram, tokens, shortest, longest, skip)), row);
        }
    }

    [Fact]
    public void Count_WithWeights_MultipliesCountsOrPresence()
    {
        int[][] grams = [[0], [1]];
        float[] row = new float[2];

        new NgramTable(grams, [0, 1], 1, 1, 0, [0.5f, 2], countsMatter: true).Count([0, 0, 1], row);
        Assert.Equal([1f, 2], row);

        new NgramTable(grams, [0, 1], 1, 1, 0, [0.5f, 2], countsMatter: false).Count([0, 0], row);
        Assert.Equal([0.5f, 0], row);
    }

    private static int Places(int[] gram, int[] tokens, int shortest, int longest, int skip)
    {
        if (gram.Length < shortest || gram.Length > longest)
        {
            return 0;
        }

        return Enumerable.Range(0, gram.Length == 1 ? 1 : skip + 1).Sum(skipped => Enumerable.Range(0, tokens.Length).Count(start =>
            start + ((gram.Length - 1) * (skipped + 1)) < tokens.Length
            && Enumerable.Range(0, gram.Length).All(i => tokens[start + (i * (skipped + 1))] == gram[i])));
    }
}
