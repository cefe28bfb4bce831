using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Web.Tests.Protocols;

/// <summary>
/// One server for the tests of all protocols: <c>wine</c> has a feature of each type, <c>cancer</c> eight numbers as breast cancer has, two
/// of them optional, <c>price</c> overflows, and <c>idle</c> has no champion. The default model is <c>cancer</c>.
/// </summary>
public sealed class ProtocolServer : IAsyncLifetime
{
    public const int MaxRows = 200;
    public const int MaxBodyBytes = 256 * 1024;

    internal static ModelSchema CancerSchema { get; } = new(
        LearningTask.Binary,
        "diagnosis",
        [.. Enumerable.Range(0, 8).Select(i => new FeatureSchema($"f{i}", ColumnType.Number) { Min = -1000, Max = 1000, AllowsMissing = i >= 6 })],
        ["benign", "malignant"]);

    internal TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await TestServer.StartAsync(
        async models =>
        {
            await models.AddWineAsync();
            await models.AddWineAsync();
            await models.AddHugeAsync("price");
            await models.AddConstantAsync("idle", 1);
            int version = await models.AddAsync("cancer", CancerSchema, OnnxExporter.Export(
                CancerSchema,
                [.. Enumerable.Range(0, 6).Select(i => new NumberStep($"f{i}"))],
                new LinearModel([1, 2, 4, 8, 16, 32], [0], OutputLink.Logistic)));
            await models.PromoteAsync("cancer", version);
        },
        options => (options.MaxRows, options.MaxBodyBytes, options.DefaultModel) = (MaxRows, MaxBodyBytes, "cancer"));

    public async Task DisposeAsync() => await Server.DisposeAsync();

    internal async Task<ProtocolAnswer> SendAsync(
        HttpMethod method, string path, byte[]? body = null, string? contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);

            // A body that is refused unread ends the connection while it is still being sent.
            request.Headers.ExpectContinue = body.Length > MaxBodyBytes;
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await Server.Client.SendAsync(request);
        return new ProtocolAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsByteArrayAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }

    internal Task<ProtocolAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    internal Task<ProtocolAnswer> PostAsync(string path, string body, string? contentType = "application/json") =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), contentType);
}

/// <summary>An answer, whole.</summary>
internal sealed record ProtocolAnswer(int Status, string? ContentType, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json
    {
        get
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.Clone();
        }
    }

    /// <summary>An error that repeats nothing of the request, the schema's values or the stack.</summary>
    public void AssertDiscreet()
    {
        foreach (string leak in new[] { "SECRET", "1000", "merlot", "   at ", "Exception", ".cs:" })
        {
            Assert.DoesNotContain(leak, Text, StringComparison.Ordinal);
        }
    }
}
