using System.Text;
using Slipway.Learning.Schemas;
using Slipway.Storage;

namespace Slipway.Tests.Storage;

public sealed class StoreJsonTests : IDisposable
{
    private static readonly ObjectPath Path = new("runs", "a/doc.json");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private FolderObjectStore Open() => new(_folder.Path, new ManualTime());

    [Fact]
    public async Task PutJsonAsync_Document_IsReadableAndComesBack()
    {
        var store = Open();
        var document = new Sample("Größe <b>", LearningTask.Binary, double.NaN, null);
        var etag = await store.PutJsonAsync(Path, document, PutCondition.IfAbsent, CancellationToken.None);
        var stored = await store.GetJsonAsync<Sample>(Path, CancellationToken.None);
        Assert.Equal(document, stored!.Value);
        Assert.Equal(etag, stored.ETag);
        string text = Encoding.UTF8.GetString((await store.GetAsync(Path, CancellationToken.None))!.Content.Span);
        Assert.Equal("{\n  \"longName\": \"Größe <b>\",\n  \"task\": \"binary\",\n  \"value\": \"NaN\",\n  \"nothing\": null\n}\n", text);
    }

    [Fact]
    public async Task GetJsonAsync_NoObject_GivesNull() => Assert.Null(await Open().GetJsonAsync<Sample>(Path, CancellationToken.None));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"task\":0}")]
    [InlineData("{\"longName\":")]
    public async Task GetJsonAsync_Damaged_ThrowsWithItsName(string text)
    {
        var store = Open();
        await store.PutAsync(Path, Encoding.UTF8.GetBytes(text), PutCondition.Always, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => store.GetJsonAsync<Sample>(Path, CancellationToken.None));
        Assert.Contains("runs/a/doc.json", failure.Message, StringComparison.Ordinal);
    }

    private sealed record Sample(string LongName, LearningTask Task, double Value, string? Nothing);
}
