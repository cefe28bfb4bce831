using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Web.Limits;

namespace Slipway.Web.Tests.Limits;

public sealed class BodyTests
{
    private const int Limit = 64 * 1024;
    private static readonly byte[] Row = Encoding.UTF8.GetBytes("""{"size":2}""");

    [Fact]
    public async Task Predict_GzipBody_IsUnpacked()
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(server, Pack(Row), "gzip"));
    }

    [Fact]
    public async Task Predict_GzipBodyThatUnpacksBeyondTheLimit_IsRefused()
    {
        await using var server = await StartAsync();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(server, Pack(new byte[Limit + 1]), "gzip"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(server, Pack(new byte[100 * 1024 * 1024 / 4]), "gzip"));
    }

    [Theory]
    [InlineData(Limit, "identity", HttpStatusCode.OK)]
    [InlineData(Limit, "gzip", HttpStatusCode.OK)]
    [InlineData(Limit, "deflate", HttpStatusCode.OK)]
    [InlineData(Limit + 1, "identity", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(Limit + 1, "gzip", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(Limit + 1, "deflate", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Predict_BodyOfSize_IsReadUpToTheLimit(int bytes, string encoding, HttpStatusCode expected)
    {
        await using var server = await StartAsync();
        byte[] body = new byte[bytes];
        Array.Fill(body, (byte)' ');
        Row.CopyTo(body, bytes - Row.Length);

        Assert.Equal(expected, await PostAsync(server, encoding == "identity" ? body : Pack(body, encoding), encoding));
    }

    [Theory]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    [InlineData("deflate", HttpStatusCode.BadRequest)]
    [InlineData("br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip, gzip", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("deflate, gzip", HttpStatusCode.UnsupportedMediaType)]
    public async Task Predict_EncodingThatIsNotSo_IsRefused(string encoding, HttpStatusCode expected)
    {
        await using var server = await StartAsync();

        Assert.Equal(expected, await PostAsync(server, Row, encoding));
    }

    [Fact]
    public async Task Predict_MoreThanTheServerCan_IsRefusedAtOnce()
    {
        // Confirmed records wait for a store that fails, so that one prediction is under way for long enough.
        await using var server = await TestServer.StartAsync(
            models => models.AddWineAsync(log: "{ durability: confirmed }"),
            options => (options.Limits.MaxPredictions, options.Limits.MaxWaitingPredictions) = (1, 0),
            failingAppends: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.PredictAsync(
            "wine", """{"alcohol":12,"isRed":true,"picked":"2024-01-01T00:00:00Z"}""")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.ServiceUnavailable, a.Status));
        string[] codes = [.. answers.Select(a => a.Body.GetProperty("code").GetString()!).Distinct().Order()];
        Assert.Equal(["log.unavailable", "server.busy"], codes);
        Assert.Equal(0, server.Services.GetRequiredService<Workload>().Predicting);
    }

    [Fact]
    public async Task Predict_MoreBytesThanTheServerHolds_IsRefused()
    {
        await using var server = await TestServer.StartAsync(
            models => models.AddHugeAsync("price"), options => options.Limits.MaxBodyBytesInFlight = 8);

        var (status, body) = await server.PredictAsync("price", """{"size":2}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server.busy"), (status, body.GetProperty("code").GetString()));
        Assert.Equal(0, server.Services.GetRequiredService<Workload>().Bytes);
    }

    [Fact]
    public async Task Ready_WhileDraining_Is503AndRequestsAreAnswered()
    {
        await using var server = await StartAsync();

        await server.Services.GetRequiredService<Drain>().StoppingAsync(default);

        var ready = await server.Client.GetAsync("/health/ready");
        var answered = await server.Client.GetAsync("/api/models");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal((HttpStatusCode.OK, true), (answered.StatusCode, answered.Headers.ConnectionClose));
    }

    private static Task<TestServer> StartAsync() =>
        TestServer.StartAsync(models => models.AddHugeAsync("price"), options => options.MaxBodyBytes = Limit);

    private static async Task<HttpStatusCode> PostAsync(TestServer server, byte[] body, string encoding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return (await server.Client.PostAsync("/api/models/price/predict", content)).StatusCode;
    }

    private static byte[] Pack(byte[] content, string encoding = "gzip")
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Fastest)
            : new ZLibStream(packed, CompressionLevel.Fastest))
        {
            packing.Write(content);
        }

        return packed.ToArray();
    }
}
