using System.Globalization;
using System.Text;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Tables;

public sealed class TableReaderTests
{
    [Fact]
    public void Read_Adult_InfersNumbersAndCategories()
    {
        var result = ReadFile("adult_first1000.csv");
        Assert.Equal(1000, result.Table.RowCount);
        Assert.Empty(result.RowProblems);
        Assert.Equal(ColumnType.Number, result.InferredTypes["age"]);
        Assert.Equal(ColumnType.Number, result.InferredTypes["target"]);
        var education = Assert.IsType<CategoryColumn>(result.Table["education"]);
        Assert.Equal("Bachelors", education.Categories[education.Codes[0]]);
        var workclass = Assert.IsType<CategoryColumn>(result.Table["workclass"]);
        Assert.DoesNotContain("?", workclass.Categories);
    }

    [Fact]
    public void Read_BikeHours_InfersTheDate()
    {
        var result = ReadFile("bike_hour_first1000.csv");
        var date = Assert.IsType<TimestampColumn>(result.Table["dteday"]);
        Assert.Equal(new DateTime(2011, 1, 1).Ticks, date.Ticks[0]);
        Assert.All(result.InferredTypes.Where(pair => pair.Key != "dteday"), pair => Assert.Equal(ColumnType.Number, pair.Value));
    }

    [Fact]
    public void Read_CaliforniaHousing_KeepsRowsWithMissingNumbers()
    {
        var result = ReadFile("california_housing_first1000.csv");
        var bedrooms = Assert.IsType<NumberColumn>(result.Table["total_bedrooms"]);
        Assert.Equal(1000, bedrooms.RowCount);
        Assert.True(bedrooms.IsMissing(290));
        Assert.Equal(-122.23, Assert.IsType<NumberColumn>(result.Table["longitude"]).Values[0]);
        Assert.Equal(ColumnType.Category, result.InferredTypes["ocean_proximity"]);
    }

    [Theory]
    [InlineData("true,No,,YES", ColumnType.Boolean)]
    [InlineData("t,f,1,0,t,t,t", ColumnType.Boolean)]
    [InlineData("0,1,1,0", ColumnType.Number)]
    [InlineData("1,x", ColumnType.Category)]
    [InlineData("2024-01-01,2024/01/02 10:00", ColumnType.Timestamp)]
    [InlineData("NA,,?", ColumnType.Text)]
    public void Read_UndeclaredColumn_TakesItsTypeFromTheValues(string values, ColumnType expected)
    {
        var result = Read("a,b\n" + string.Join('\n', values.Split(',').Select(value => value + ",1")));
        Assert.Equal(expected, result.InferredTypes["a"]);
        Assert.Equal(0, result.RejectedRowCount);
    }

    [Theory]
    [InlineData(2001, 1, ColumnType.Text)]
    [InlineData(2001, 3, ColumnType.Category)]
    [InlineData(900, 1, ColumnType.Category)]
    public void Read_Words_AreTextWhenManyAndMostlyDistinct(int distinct, int repeats, ColumnType expected)
    {
        var words = Enumerable.Range(0, distinct * repeats).Select(i => $"w{i % distinct}");
        Assert.Equal(expected, Read("a\n" + string.Join('\n', words)).InferredTypes["a"]);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(30_000)]
    public void Read_RareBadCells_RejectsTheirRows(int rows)
    {
        var result = Read("a,b\n" + string.Concat(Enumerable.Range(0, rows).Select(i => i % 50 == 7 ? $"bad{i},{i}\n" : $"{i}.5,{i}\n")));
        Assert.Equal(ColumnType.Number, result.InferredTypes["a"]);
        Assert.Equal(rows / 50, result.RejectedRowCount);
        Assert.Equal(rows - (rows / 50), result.Table.RowCount);
        Assert.Equal(new RowProblem(9, RowProblemCodes.BadValue, "The value of column 'a' is not a number.", "a"), result.RowProblems[0]);
        Assert.Equal(8, ((NumberColumn)result.Table["b"]).Values[7]);
    }

    [Fact]
    public void Read_WordsOnlyAfterTheSample_MakesACategoryAfterAll()
    {
        string text = "a\n" + string.Concat(Enumerable.Repeat("12\n", 9000)) + string.Concat(Enumerable.Repeat("x\nNA\n", 1000));
        var column = Assert.IsType<CategoryColumn>(Read(text).Table["a"]);
        Assert.Equal(["12", "x"], column.Categories);
        Assert.Equal(11_000, column.RowCount);
        Assert.True(column.IsMissing(10_999));
    }

    [Fact]
    public void Read_DeclaredTypes_OverrideTheValuesAndRejectWhatDoesNotFit()
    {
        var types = new Dictionary<string, ColumnType>
        {
            ["n"] = ColumnType.Number,
            ["c"] = ColumnType.Category,
            ["b"] = ColumnType.Boolean,
            ["t"] = ColumnType.Timestamp,
        };
        const string Text = "n,c,b,t,skipped\n1,1,1,2024-01-01,x\nx,2,maybe,soon,x\n1e999,3,no,2024-01-01,x\n4,1,NA,,x\n5\n";
        var result = Read(Text, new TableReaderOptions { Types = types, Skip = ["skipped", "other"] });
        Assert.Equal(["n", "c", "b", "t"], result.Table.Columns.Select(column => column.Name));
        Assert.Equal([1, 4], ((NumberColumn)result.Table["n"]).Values.ToArray());
        Assert.Equal("1", ((CategoryColumn)result.Table["c"]).Categories[0]);
        Assert.Equal(ColumnType.Boolean, result.Table["b"].Type);
        Assert.Equal(["3:n", "3:b", "3:t", "4:n", "6:"], result.RowProblems.Select(problem => $"{problem.LineNumber}:{problem.Column}"));
        Assert.Equal((5, 3), (result.ProblemCount, result.RejectedRowCount));
        Assert.Empty(result.InferredTypes);
    }

    [Fact]
    public void Read_ManyProblems_ListsTheFirstAndCountsAll()
    {
        string text = "a,b\n" + string.Concat(Enumerable.Repeat("x,1\n1\n", 500));
        var options = new TableReaderOptions { MaxProblems = 10, Types = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Number } };
        var result = Read(text, options);
        Assert.Equal(Enumerable.Range(2, 10).Select(line => (long)line), result.RowProblems.Select(problem => problem.LineNumber));
        Assert.Equal((1000, 1000), (result.ProblemCount, result.RejectedRowCount));
        Assert.Equal(0, result.Table.RowCount);
    }

    [Fact]
    public void Read_HeaderOnly_GivesNoRows() => Assert.Equal(0, Read("a;b\n").Table.RowCount);

    [Fact]
    public void Read_DeclaredColumnThatIsNotThere_IsAProblem()
    {
        var options = new TableReaderOptions { Types = new Dictionary<string, ColumnType> { ["y"] = 0, ["x"] = 0 } };
        var result = TableReader.Read(new MemoryStream("a\n1"u8.ToArray()), options, CancellationToken.None);
        Assert.Equal(["csv.missingColumn", "csv.missingColumn"], result.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task ReadAsync_Chunks_GivesTheTableOfRead()
    {
        byte[] content = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "TestData", "adult_first1000.csv"));
        var result = (await TableReader.ReadAsync(new ChunkedStream(CsvText.Gzip(content), 1), new(), CancellationToken.None)).Value;
        Assert.Equal(Dump(ReadFile("adult_first1000.csv").Table), Dump(result.Table));
    }

    [Fact]
    public void Read_Cancelled_Stops() => Assert.Throws<OperationCanceledException>(
        () => TableReader.Read(new MemoryStream("a\n1"u8.ToArray()), new(), new CancellationToken(canceled: true)));

    private static TableReadResult Read(string text, TableReaderOptions? options = null) =>
        TableReader.Read(new MemoryStream(CsvText.Utf8(text)), options ?? new(), CancellationToken.None).Value;

    private static TableReadResult ReadFile(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "TestData", name));
        return TableReader.Read(stream, new(), CancellationToken.None).Value;
    }

    private static string Dump(Table table)
    {
        var text = new StringBuilder();
        foreach (var column in table.Columns)
        {
            text.Append(column.Name).Append(column.Type).AppendJoin(' ', column switch
            {
                NumberColumn numbers => [.. numbers.Values.ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture))],
                CategoryColumn words => words.Codes.ToArray().Select(code => code < 0 ? "-" : words.Categories[code]),
                _ => Array.Empty<string>(),
            });
        }

        return text.ToString();
    }
}
