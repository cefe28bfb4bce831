using System.IO.Compression;
using System.Text;
using Slipway.Learning.Tables;
using Slipway.Scoring;

namespace Slipway.Tests.Scoring;

public class CsvScorerTests
{
    private const int Rows = 30_000;

    [Fact]
    public async Task Score_AnyNumberOfThreads_GivesTheSameBytes()
    {
        string csv = ScoringSetup.Csv(Rows);
        var (scored, rejected, outcome) = await ScoreAsync(csv, new ScoringOptions { Threads = 1, ProfileStride = 3 });

        foreach (int threads in (int[])[2, 4, 7])
        {
            var other = await ScoreAsync(csv, new ScoringOptions { Threads = threads, ProfileStride = 3 });
            Assert.Equal(scored, other.Scored);
            Assert.Equal(rejected, other.Rejected);
            Assert.Equal(outcome.Counts, other.Outcome.Counts);
            Assert.Equal(outcome.Profile!.Serialize(), other.Outcome.Profile!.Serialize());
        }
    }

    [Fact]
    public async Task Score_EveryRow_ComesOutOnceInOrder()
    {
        var (scored, rejected, outcome) = await ScoreAsync(ScoringSetup.Csv(Rows), new ScoringOptions { Threads = 3 });

        var scoredIds = ScoringSetup.Ids(scored, isRejected: false);
        var rejectedIds = ScoringSetup.Ids(rejected, isRejected: true);
        Assert.Equal(scoredIds.Order(), scoredIds);
        Assert.Equal(rejectedIds.Order(), rejectedIds);
        Assert.Equal(Enumerable.Range(0, Rows), scoredIds.Concat(rejectedIds).Order());
        Assert.Equal((scoredIds.Count, rejectedIds.Count), (outcome.Counts.Scored, outcome.Counts.Rejected));
        Assert.All(rejectedIds, id => Assert.True(id % 17 == 5 || id % 31 == 7 || id % 41 == 11));
    }

    [Fact]
    public async Task Score_Gzip_GivesWhatThePlainFileGives()
    {
        string csv = ScoringSetup.Csv(Rows, "\r\n");
        var plain = await ScoreAsync(csv, new ScoringOptions { Threads = 2 });
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(csv));
        }

        var packed = await ScoreAsync(compressed.ToArray(), new ScoringOptions { Threads = 2 });

        Assert.Equal(plain.Scored, packed.Scored);
        Assert.Equal(plain.Rejected, packed.Rejected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task ScoreRange_AnyCuts_GiveWhatTheWholeFileGives(int count)
    {
        byte[] csv = Encoding.UTF8.GetBytes(ScoringSetup.Csv(2000));
        var whole = await ScoreAsync(csv, new ScoringOptions { Threads = 2 });
        var model = await ScoringSetup.LoadAsync();
        var scorer = new CsvScorer(model, new ScoringOptions { Threads = 2 });
        using var reader = (await CsvBlockReader.OpenAsync(new MemoryStream(csv), scorer.CsvOptions, CancellationToken.None)).Value;
        reader.LimitBlocksTo(csv.Length / count);
        var sink = new MemorySink();
        int ranges = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } block)
        {
            var place = reader.Header with { RowsOffset = block.Offset, RowsLineNumber = block.FirstLineNumber };
            await scorer.ScoreRangeAsync(block.OpenRead(), place, ranges++ == 0, sink, CancellationToken.None);
            reader.Return(block);
        }

        Assert.InRange(ranges, count * 0.8, (count * 1.3) + 1);
        Assert.Equal(whole.Scored, sink.Scored.Memory.ToArray());
        Assert.Equal(whole.Rejected, (byte[])[.. CsvScorer.RejectedHeader.Span, .. sink.Rejected.Memory.Span]);
    }

    [Fact]
    public async Task Score_VerbatimRow_KeepsItsBytesAndAddsTheAnswer()
    {
        var (scored, _, _) = await ScoreAsync("size,prediction,color\n1.50,\"x,\n\",red\r\n", new ScoringOptions());

        Assert.Equal(
            "size,prediction,color,prediction_,probability_no,\"probability_yes, \"\"sure\"\"\",model_version\n"
            + "1.50,\"x,\n\",red,\"yes, \"\"sure\"\"\",0.26597086,0.73402912,1\n".Replace("0.26597086,0.73402912", Answers(scored), StringComparison.Ordinal),
            Encoding.UTF8.GetString(scored));
    }

    [Fact]
    public async Task Score_IdColumn_WritesOnlyThat()
    {
        var (scored, _, _) = await ScoreAsync("who;size;color\n\"a;\"\"b\";1;red\n", new ScoringOptions { IdColumn = "who" });

        string[] lines = Encoding.UTF8.GetString(scored).Split('\n');
        Assert.StartsWith("who;prediction;", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("\"a;\"\"b\";", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_NeutralizeFormulas_PutsAnApostropheBeforeThem()
    {
        var (scored, _, _) = await ScoreAsync("size,color,note\n-1,red,=1+2\n2,red,fine\n", new ScoringOptions { NeutralizeFormulas = true });

        string[] lines = Encoding.UTF8.GetString(scored).Split('\n');
        Assert.StartsWith("-1,red,'=1+2,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2,red,fine,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_TooLongRecord_IsRejectedWhole()
    {
        string tail = new('x', 300);
        var (scored, rejected, outcome) = await ScoreAsync(
            $"size,color\n1,\"{tail}\nmore {tail}\n2,red\n", new ScoringOptions { MaxRecordBytes = 200 });

        Assert.Equal(new ScoreCounts(1, 2), outcome.Counts);
        Assert.Contains($"\"1,\"\"{tail}\"", Encoding.UTF8.GetString(rejected), StringComparison.Ordinal);
        Assert.Contains($"more {tail}", Encoding.UTF8.GetString(rejected), StringComparison.Ordinal);
        Assert.Contains("2,red,", Encoding.UTF8.GetString(scored), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "csv.emptyFile")]
    [InlineData("size,color\n", "scoring.noRows")]
    [InlineData("volume,color\n1,red\n", "input.columnMissing")]
    [InlineData("size,size\n1,2\n", "csv.duplicateColumn")]
    public async Task Score_BadFile_SaysWhy(string csv, string code)
    {
        var result = await new CsvScorer(await ScoringSetup.LoadAsync(), new ScoringOptions())
            .ScoreAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), new MemorySink(), null, CancellationToken.None);

        Assert.Equal(code, result.Problems[0].Code);
    }

    [Fact]
    public async Task Score_FailingSink_ThrowsThatFailure()
    {
        var scorer = new CsvScorer(await ScoringSetup.LoadAsync(), new ScoringOptions { Threads = 3 });
        byte[] csv = Encoding.UTF8.GetBytes(ScoringSetup.Csv(80_000));

        var failure = await Assert.ThrowsAsync<IOException>(
            () => scorer.ScoreAsync(new MemoryStream(csv), new FullDisk(), null, CancellationToken.None));

        Assert.Equal("full", failure.Message);
    }

    private static string Answers(byte[] scored)
    {
        string line = Encoding.UTF8.GetString(scored).Split('\n')[^2];
        string[] fields = line.Split(',');
        float no = float.Parse(fields[^3], System.Globalization.CultureInfo.InvariantCulture);
        float yes = float.Parse(fields[^2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(1 / (1 + Math.Exp(-1.015)), yes, 1e-6);
        Assert.Equal(1, no + yes, 1e-6);
        return $"{fields[^3]},{fields[^2]}";
    }

    private static Task<(byte[] Scored, byte[] Rejected, ScoreOutcome Outcome)> ScoreAsync(string csv, ScoringOptions options) =>
        ScoreAsync(Encoding.UTF8.GetBytes(csv), options);

    private static async Task<(byte[] Scored, byte[] Rejected, ScoreOutcome Outcome)> ScoreAsync(byte[] csv, ScoringOptions options)
    {
        var scored = new MemoryStream();
        var rejected = new MemoryStream();
        await using var sink = new StreamSink(scored, () => rejected);
        var result = await new CsvScorer(await ScoringSetup.LoadAsync(), options)
            .ScoreAsync(new MemoryStream(csv), sink, null, CancellationToken.None);
        Assert.Empty(result.Problems);
        return (scored.ToArray(), rejected.ToArray(), result.Value);
    }

    private sealed class FullDisk : IScoreSink
    {
        private int _calls;

        public ValueTask WriteScoredAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken) =>
            ++_calls > 2 ? throw new IOException("full") : ValueTask.CompletedTask;

        public ValueTask WriteRejectedAsync(ReadOnlyMemory<byte> csv, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
