using System.Globalization;
using System.Text;
using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", -0.0)]
    [InlineData("17.99", 17.99)]
    [InlineData("0.07871", 0.07871)]
    [InlineData("-122.8", -122.8)]
    [InlineData("123456789012345", 123456789012345)]
    [InlineData("1234567890123456", 1234567890123456)]
    [InlineData("0.07871000000000001", 0.07871000000000001)]
    [InlineData("9.5e-05", 9.5e-05)]
    [InlineData("1E2", 100)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    public void Read_Number_GivesTheNearestDoubleAndItsLength(string text, double expected)
    {
        foreach (string padding in (string[])["", ",", "}", "                                        "])
        {
            Assert.Equal(text.Length, JsonNumber.Read(Encoding.UTF8.GetBytes(text + padding), out double value));
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("-01.5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.e5")]
    [InlineData("NaN")]
    [InlineData("null")]
    [InlineData("\"1\"")]
    [InlineData("1e999")]
    [InlineData("--1")]
    [InlineData("/1")]
    public void Read_NoNumber_GivesNothing(string text)
    {
        Assert.Equal(0, JsonNumber.Read(Encoding.UTF8.GetBytes(text), out _));
        Assert.Equal(0, JsonNumber.Read(Encoding.UTF8.GetBytes(text + new string(',', JsonNumber.Room)), out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_RandomCharacters_AgreesWithTheRuntime(int seed)
    {
        const string Alphabet = "01234567890123456789012345678999...--eE+";
        var random = new Random(seed);
        for (int i = 0; i < 40_000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(1, 24)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            if (i % 2 == 0)
            {
                double number = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 12));
                text = number.ToString("R", CultureInfo.InvariantCulture);
            }

            byte[] utf8 = Encoding.UTF8.GetBytes(text + "," + new string(' ', random.Next(2) * JsonNumber.Room));
            bool isWhole = JsonNumber.Read(utf8, out double value) == text.Length;

            Assert.Equal(IsNumber(text, out double expected), isWhole);
            Assert.True(!isWhole || BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value), text);
        }
    }

    private static bool IsNumber(string text, out double value)
    {
        value = 0;
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"[{text}]"));
            reader.Read();
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value) && double.IsFinite(value)
                && reader.Read() && reader.TokenType == JsonTokenType.EndArray;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
