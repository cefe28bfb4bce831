using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Alerts;
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
    public async Task PutJsonAsync_Document_ComesBack()
    {
        var store = Open();
        var document = new LeaseState("Größe <b>", 7, DateTimeOffset.UnixEpoch);
        var etag = await store.PutJsonAsync(Path, document, PutCondition.IfAbsent, CancellationToken.None);
        var stored = await store.GetJsonAsync<LeaseState>(Path, CancellationToken.None);
        Assert.Equal(document, stored!.Value);
        Assert.Equal(etag, stored.ETag);
        string text = Encoding.UTF8.GetString((await store.GetAsync(Path, CancellationToken.None))!.Content.Span);
        Assert.Equal("{\n  \"name\": \"Größe <b>\",\n  \"term\": 7,\n  \"expiresAt\": \"1970-01-01T00:00:00+00:00\"\n}\n", text);
    }

    [Fact]
    public void Options_WriteWhatPeopleCanRead()
    {
        var options = new JsonSerializerOptions(StoreJson.Options) { TypeInfoResolver = SampleContext.Default };
        var document = new Sample("Größe <b>", LearningTask.Binary, double.NaN, null);
        string text = JsonSerializer.Serialize(document, options);
        Assert.Equal("{\n  \"longName\": \"Größe <b>\",\n  \"task\": \"binary\",\n  \"value\": \"NaN\",\n  \"nothing\": null\n}", text);
        Assert.Equal(document, JsonSerializer.Deserialize<Sample>(text, options));
    }

    [Fact]
    public async Task GetJsonAsync_NoObject_GivesNull() => Assert.Null(await Open().GetJsonAsync<Alert>(Path, CancellationToken.None));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"status\":0}")]
    [InlineData("{\"title\":")]
    public async Task GetJsonAsync_Damaged_ThrowsWithItsName(string text)
    {
        var store = Open();
        await store.PutAsync(Path, Encoding.UTF8.GetBytes(text), PutCondition.Always, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => store.GetJsonAsync<Alert>(Path, CancellationToken.None));
        Assert.Contains("runs/a/doc.json", failure.Message, StringComparison.Ordinal);
    }

    internal sealed record Sample(string LongName, LearningTask Task, double Value, string? Nothing);
}

[JsonSerializable(typeof(StoreJsonTests.Sample))]
internal sealed partial class SampleContext : JsonSerializerContext;
