using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class NumberFieldsTests
{
    [Fact]
    public void ReadNumbers_CellsOfEveryKind_EqualTheOrdinaryWayBitForBit()
    {
        var random = new Random(12);
        string[] cells =
        [
            "", ".", "-", "-.", "--1", "+1", "+.5", "5.", "-5.", ".5", "-.5", "-0", "-0.0", "0", "1.2.3", "1..2", "1e3", "1E-400", "1e999", "12a4",
            "1 2", " 7", "7 ", "inf", "9007199254740993", "9007199254740992", "9999999999999999", "0.000000000000001", "-1234567890.12345",
            ":", "/", "1/2", "1:2", "\u0663", "word", "2011-01-01 00:00:00",
            .. Enumerable.Range(0, 20_000).Select(_ => RandomNumber(random)),
        ];

        // Each cell is the last of a file too, where nothing comes behind it.
        Check(cells);
        Assert.All(cells.Take(50), cell => Check(["1", cell]));
    }

    [Fact]
    public void ReadNumbers_QuotedFields_AreReadUnlessTheyHoldQuotes()
    {
        using var reader = CsvReader.Open(new MemoryStream(CsvText.Utf8("a,b,c,d\n\"1.5\",2,\"-3\",\"4\"\"\"\n")), new CsvOptions()).Value;
        Assert.True(reader.Read());
        var values = new double[4];

        reader.ReadNumbers([0, -1, 0, 0], values);

        Assert.Equal([1.5, double.NaN, -3, double.NaN], values);
    }

    private static string RandomNumber(Random random)
    {
        string text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('0' + random.Next(10))));
        text = random.Next(4) == 0 ? text : text.Insert(random.Next(text.Length + 1), ".");
        return random.Next(2) == 0 ? text : "-" + text;
    }

    private static void Check(string[] cells)
    {
        string text = "c,d\n" + string.Concat(cells.Select(cell => $"{cell},{cell}\n"));
        using var reader = CsvReader.Open(new MemoryStream(CsvText.Utf8(text[..^1])), new CsvOptions()).Value;
        var values = new double[2];
        foreach (string cell in cells)
        {
            Assert.True(reader.Read());
            reader.ReadNumbers([0, 1], values);
            double expected = ValueParser.TryParseNumber(CsvText.Utf8(cell), out double value) ? value : double.NaN;
            if (!values.All(v => BitConverter.DoubleToInt64Bits(v) == BitConverter.DoubleToInt64Bits(expected)))
            {
                Assert.Fail($"'{cell}' was read as {values[0]:R} and {values[1]:R}, not {expected:R}.");
            }
        }
    }
}
