using Slipway.Learning.Randomness;
using Slipway.Learning.Splitting;

namespace Slipway.Learning.Tests.Splitting;

public sealed class SeededRandomTests
{
    [Fact]
    public void NextBits_KnownSeed_GivesThePublishedSequence()
    {
        var random = new SeededRandom(1234567);

        ulong[] bits = [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()];

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], bits);
    }

    [Fact]
    public void Next_SmallBound_GivesAllNumbersAlikeOften()
    {
        var random = new SeededRandom(1);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.Next(7)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void NextDouble_ManyNumbers_LieBetweenZeroAndOne()
    {
        var random = new SeededRandom(-7);
        double[] numbers = [.. Enumerable.Range(0, 10_000).Select(_ => random.NextDouble())];

        Assert.All(numbers, number => Assert.True(number is >= 0 and < 1));
        Assert.Equal(0.5, numbers.Average(), 0.02);
    }

    [Fact]
    public void Shuffle_KnownSeed_GivesPinnedOrder()
    {
        int[] values = [.. Enumerable.Range(0, 10)];

        new SeededRandom(42).Shuffle<int>(values);

        Assert.Equal([8, 3, 6, 5, 4, 0, 9, 2, 1, 7], values);
    }

    [Fact]
    public void Next_BoundOfZero_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(1).Next(0));
    }
}
