using System.Globalization;
using System.Numerics;
using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

/// <summary>Long numbers against the runtime's own parser, which rounds right.</summary>
public sealed class DecimalScalingTests
{
    [Fact]
    public void TryParseNumber_ShortestTextsOfDoubles_GivesThemBack()
    {
        var random = new Random(1);
        for (int i = 0; i < 200_000; i++)
        {
            double expected = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 12));
            AssertParsed(expected.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void TryParseNumber_AnyDigitsAndPlaces_IsTheNearestDouble()
    {
        var random = new Random(2);
        for (int i = 0; i < 200_000; i++)
        {
            string digits = string.Concat(Enumerable.Range(0, random.Next(1, 23)).Select(_ => (char)('0' + random.Next(10))));
            int point = random.Next(digits.Length + 1);
            string zeros = random.Next(4) == 0 ? new string('0', random.Next(8)) : "";
            string exponent = random.Next(3) == 0 ? $"e{random.Next(-30, 31)}" : "";
            AssertParsed(random.Next(2) == 0 ? $"-{digits[..point]}.{zeros}{digits[point..]}{exponent}" : $"{zeros}{digits}{exponent}");
        }
    }

    [Fact]
    public void TryParseNumber_ExactlyBetweenTwoDoubles_TakesTheEvenOne()
    {
        // Halves of odd multiples: 54 bits, of which the last decides; and the texts next to them.
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++)
        {
            BigInteger odd = ((BigInteger)(1UL << 53) + random.NextInt64(1L << 53)) | 1;
            for (int twos = 0; twos < 5; twos++)
            {
                // odd / 2^twos, written out: odd * 5^twos with so many places.
                string text = (odd * BigInteger.Pow(5, twos)).ToString(CultureInfo.InvariantCulture);
                AssertParsed(text.Insert(text.Length - twos, "."));
            }

            AssertParsed($"{odd}1");
            AssertParsed($"{odd}e3");
        }
    }

    private static void AssertParsed(string text)
    {
        double expected = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.True(ValueParser.TryParseNumber(Encoding.ASCII.GetBytes(text), out double value), text);
        Assert.True(
            BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value), $"{text} is {expected:R}, not {value:R}");
    }
}
