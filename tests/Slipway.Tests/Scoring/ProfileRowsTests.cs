using Slipway.Scoring;

namespace Slipway.Tests.Scoring;

public sealed class ProfileRowsTests
{
    [Fact]
    public void Widen_FractionsOfAllSizes_EqualTheSevenDigitsOfADecimal()
    {
        var random = new Random(9);
        for (int i = 0; i < 50_000; i++)
        {
            float value = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-7, 8)));
            bool isWide = Math.Abs(value) is < 1e-6f or >= 1 << 24 || value == MathF.Truncate(value);

            Assert.Equal(isWide ? value : (double)(decimal)value, ProfileRows.Widen(value));
        }
    }

    [Theory]
    [InlineData(1e-6f, 1e-6)]
    [InlineData(-0.1f, -0.1)]
    [InlineData(17.99f, 17.99)]
    [InlineData(0f, 0)]
    [InlineData(5f, 5)]
    [InlineData(float.NaN, double.NaN)]
    public void Widen_Number_GivesTheNumberOfTheFile(float value, double expected) => Assert.Equal(expected, ProfileRows.Widen(value));
}
