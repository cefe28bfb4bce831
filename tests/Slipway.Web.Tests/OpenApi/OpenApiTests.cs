using System.Net;
using System.Text.Json;
using Slipway.Learning.Tests.Onnx;
using Slipway.Web.OpenApi;

namespace Slipway.Web.Tests.OpenApi;

public sealed class OpenApiTests
{
    private static readonly NodePackage Validator = new("@seriousme/openapi-schema-validator");

    [ValidatorFact]
    public async Task Document_OfTwoModels_IsValidOpenApi()
    {
        await using var server = await StartAsync();
        string file = Path.Combine(server.Folder, "openapi.json");
        await File.WriteAllTextAsync(file, await server.Client.GetStringAsync("/openapi.json"));

        var (exitCode, error) = Validator.Run(Path.Combine(AppContext.BaseDirectory, "OpenApi", "validate.mjs"), file);

        Assert.True(exitCode == 0, error);
    }

    [Fact]
    public async Task Document_EachModel_HasItsOwnOperationSchemaAndExample()
    {
        await using var server = await StartAsync();
        var document = JsonDocument.Parse(await server.Client.GetStringAsync("/openapi.json")).RootElement;

        var operation = document.GetProperty("paths").GetProperty("/api/models/wine/predict").GetProperty("post");
        var example = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
        var alcohol = document.GetProperty("components").GetProperty("schemas").GetProperty("wine-row").GetProperty("properties")
            .GetProperty("alcohol");
        Assert.Equal(100, alcohol.GetProperty("maximum").GetDouble());
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/models/price/predict", out _));

        // The example is one that the model takes.
        var (status, _) = await server.PredictAsync("wine", example.GetRawText());
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Operations_AreExactlyTheMappedRoutes()
    {
        await using var server = await StartAsync();

        Assert.Equal(server.Routes.Order(StringComparer.Ordinal), Operations.All.Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(Operations.All.Count, Operations.All.Select(o => o.Id).Distinct().Count());
    }

    [Fact]
    public async Task Reads_WithTheTagOfWhatIsKnown_AnswerNotModified()
    {
        await using var server = await StartAsync();
        foreach (string path in new[] { "/openapi.json", "/docs", "/api/models", "/api/models/wine", "/api/models/wine/schema" })
        {
            using var first = await server.Client.GetAsync(path);
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await server.Client.SendAsync(again);

            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Reads_AfterAPromotion_AnswerAnew()
    {
        await using var server = await StartAsync();
        using var first = await server.Client.GetAsync("/api/models");
        await server.Models.PromoteAsync("price", await server.Models.AddConstantAsync("price", 2));
        await server.WaitAsync(async () =>
        {
            using var again = new HttpRequestMessage(HttpMethod.Get, "/api/models");
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await server.Client.SendAsync(again);
            return second.StatusCode == HttpStatusCode.OK;
        });
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(async models =>
    {
        await models.AddWineAsync();
        await models.PromoteAsync("price", await models.AddConstantAsync("price", 1));
    });

    private sealed class ValidatorFactAttribute : FactAttribute
    {
        public ValidatorFactAttribute() => Skip = Validator.SkipReason;
    }
}
