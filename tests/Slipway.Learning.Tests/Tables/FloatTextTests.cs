using System.Globalization;
using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class FloatTextTests
{
    [Fact]
    public void Write_EdgeValues_EqualTheRuntime() => Assert.All(
        [
            0f, -0f, 1f, -1f, 0.5f, 0.1f, 9.5f, 0.001f, 0.00097656256f, 0.0009765625f, 0.00097f, 0.9999999f, 0.99999994f, 17.99f, 1001f, 0.1184f,
            0.251953125f, 1048575.9f, 1048576f, 999999.94f, 16777216f, 1e-5f, 1.5e-6f, 3.4028235e38f, float.Epsilon, float.NaN,
            float.PositiveInfinity, float.NegativeInfinity,
        ],
        EqualsTheRuntime);

    [Fact]
    public void Write_RandomFloats_EqualTheRuntime()
    {
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++)
        {
            EqualsTheRuntime(random.NextSingle());
            EqualsTheRuntime(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
            EqualsTheRuntime((float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-11, 23))));
            EqualsTheRuntime((float)Math.Round(random.NextDouble() * 2000, random.Next(0, 6)));
        }
    }

    [Fact]
    public void Write_BinaryFractionsAndTheirNeighbours_EqualTheRuntime()
    {
        // What lies halfway between two decimals, or between two floats, is here.
        for (int numerator = 1; numerator < 1200; numerator++)
        {
            for (int power = 0; power < 20; power++)
            {
                float value = MathF.ScaleB(numerator, -power);
                EqualsTheRuntime(value);
                EqualsTheRuntime(MathF.BitIncrement(-value));
                EqualsTheRuntime(MathF.BitDecrement(value));
            }
        }
    }

    [Fact]
    public void Write_LittleRoom_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FloatText.Write(1, new byte[FloatText.MaxLength - 1]));

    private static void EqualsTheRuntime(float value)
    {
        Span<byte> written = stackalloc byte[FloatText.MaxLength];
        int length = FloatText.Write(value, written);
        string expected = value.ToString(CultureInfo.InvariantCulture);
        if (length != expected.Length || !Ascii.Equals(written[..length], expected))
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(written[..length]));
        }
    }
}
