using System.Text;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Tests.Monitoring.Reports;

public sealed class DriftReportQueueTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Offer_AScoredFile_SendsItsNameOnly()
    {
        var queue = new FolderWorkQueue(_folder.Path, _time);

        await Queue(queue).OfferAsync(Scored("scored/wine/monday.csv"), CancellationToken.None);

        var item = await queue.ReceiveAsync(DriftReportQueue.Name, TimeSpan.FromSeconds(30), CancellationToken.None);
        string message = Encoding.UTF8.GetString(item!.Message.Span).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal("""{"scored":"scored/wine/monday.csv"}""", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"scored":"scored/.csv"}""")]
    [InlineData("""{"scored":"registry/wine/monday.csv"}""")]
    [InlineData("""{"scored":"scored/../registry/x.csv"}""")]
    [InlineData("""{"scored":"scored/wine/gone.csv"}""")]
    public async Task Handle_WhatNamesNoScoredFile_DoesNothing(string message)
    {
        await Queue(new FolderWorkQueue(_folder.Path, _time)).HandleAsync(Encoding.UTF8.GetBytes(message), CancellationToken.None);
    }

    private DriftReportQueue Queue(FolderWorkQueue queue) => new(queue, new MemoryObjectStore(_time), reports: null!);

    private ScoredFile Scored(string path) => new()
    {
        Model = ModelName.Parse("wine"),
        Version = 1,
        Source = "inbox/wine/monday.csv",
        SourceETag = "x",
        SourceBytes = 1,
        ScoredRows = 1,
        RejectedRows = 0,
        Ranges = 1,
        StartedAt = _time.GetUtcNow(),
        FinishedAt = _time.GetUtcNow(),
        ScoredCsv = path,
    };
}
