using System.Globalization;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class ValueParserTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData(" -1.50\t", -1.5)]
    [InlineData("+.5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("1E-400", 0)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("0.00000000000000000000000000001", 1e-29)]
    public void TryParseNumber_Number_GivesTheNearestDouble(string text, double expected)
    {
        Assert.True(ValueParser.TryParseNumber(CsvText.Utf8(text), out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData("1 2")]
    [InlineData("1,000")]
    [InlineData("0x1F")]
    [InlineData("1e999")]
    [InlineData("inf")]
    [InlineData("NaN")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("٣")]
    public void TryParseNumber_NoFiniteNumber_IsRefused(string text) => Assert.False(ValueParser.TryParseNumber(CsvText.Utf8(text), out _));

    [Fact]
    public void TryParseNumber_PlainDecimalsOfEveryLength_EqualTheRuntimeBitForBit()
    {
        var random = new Random(11);
        for (int round = 0; round < 40_000; round++)
        {
            char[] digits = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('0' + random.Next(10)))];
            string text = new(digits);
            text = random.Next(4) == 0 ? text : text.Insert(random.Next(text.Length + 1), ".");
            text = random.Next(2) == 0 ? text : "-" + text;

            Assert.True(ValueParser.TryParseNumber(CsvText.Utf8(text), out double value), text);
            double expected = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        }
    }

    [Fact]
    public void TryParseNumber_OneWrongByte_IsRefused()
    {
        foreach (string number in (string[])["12.5", "1.286949", "123456789.5", "1234567890123.25"])
        {
            for (int place = 0; place < number.Length; place++)
            {
                foreach (char wrong in "/:.,- xA\u00e9")
                {
                    string text = number[..place] + wrong + number[(place + 1)..];
                    bool expected = double.TryParse(
                        text.Trim(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double value);
                    Assert.Equal(expected, ValueParser.TryParseNumber(CsvText.Utf8(text), out double found));
                    Assert.Equal(value, found);
                }
            }
        }
    }

    [Fact]
    public void TryParseNumber_RandomDecimals_EqualsTheRuntimeBitForBit()
    {
        var random = new Random(11);
        for (int i = 0; i < 300_000; i++)
        {
            string text = (i % 4) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64()).ToString("R", CultureInfo.InvariantCulture),
                1 => (random.NextDouble() - 0.5).ToString("R", CultureInfo.InvariantCulture),
                2 => Digits(random, 1, 12) + "." + Digits(random, 0, 12),
                _ => "-" + Digits(random, 1, 22) + "." + Digits(random, 0, 5) + "e" + random.Next(-330, 300).ToString(CultureInfo.InvariantCulture),
            };
            double expected = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal(double.IsFinite(expected), ValueParser.TryParseNumber(CsvText.Utf8(text), out double value));
            if (double.IsFinite(expected))
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        }
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData(" t ", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("F", false)]
    [InlineData("0", false)]
    [InlineData("2", null)]
    [InlineData("y", null)]
    [InlineData("", null)]
    public void TryParseBoolean_Text_GivesItsMeaning(string text, bool? expected)
    {
        bool isBoolean = ValueParser.TryParseBoolean(CsvText.Utf8(text), out bool value);
        Assert.Equal(expected, isBoolean ? value : null);
    }

    [Theory]
    [InlineData("2011-01-31", "2011-01-31T00:00:00.0000000Z")]
    [InlineData("2011/01/31", "2011-01-31T00:00:00.0000000Z")]
    [InlineData("2011-01-31 13:45", "2011-01-31T13:45:00.0000000Z")]
    [InlineData(" 2011-01-31 13:45:59 ", "2011-01-31T13:45:59.0000000Z")]
    [InlineData("2011-01-31T13:45:59.1234567899Z", "2011-01-31T13:45:59.1234567Z")]
    [InlineData("2011-01-31T13:45:59.5+02:00", "2011-01-31T11:45:59.5000000Z")]
    [InlineData("2011-01-31T23:45:00-0130", "2011-02-01T01:15:00.0000000Z")]
    [InlineData("2012-02-29t00:00+01", "2012-02-28T23:00:00.0000000Z")]
    [InlineData("2011-02-29", null)]
    [InlineData("2011-13-01", null)]
    [InlineData("2011-1-1", null)]
    [InlineData("2011-01/31", null)]
    [InlineData("2011-01-31T", null)]
    [InlineData("2011-01-31T24:00", null)]
    [InlineData("2011-01-31T10:00:", null)]
    [InlineData("2011-01-31T10:00:00.", null)]
    [InlineData("2011-01-31T10:00+", null)]
    [InlineData("2011-01-31T10:00+01:", null)]
    [InlineData("0001-01-01T00:00+01:00", null)]
    [InlineData("0000-01-01", null)]
    [InlineData("20110131", null)]
    [InlineData("31.01.2011", null)]
    [InlineData("", null)]
    public void TryParseTimestamp_Text_GivesUtc(string text, string? expected)
    {
        bool isTimestamp = ValueParser.TryParseTimestamp(CsvText.Utf8(text), out long ticks);
        Assert.Equal(expected, isTimestamp ? new DateTime(ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture) : null);
        Assert.Equal(isTimestamp, ValueParser.TryParseTimestamp(text.AsSpan(), out long sameTicks));
        Assert.Equal(ticks, sameTicks);
    }

    private static string Digits(Random random, int min, int max) =>
        string.Concat(Enumerable.Range(0, random.Next(min, max + 1)).Select(_ => (char)('0' + random.Next(10))));
}
