using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Slipway.Storage;

namespace Slipway.Web.Tests;

/// <summary>The real server on a free port, over a store in a folder that goes away with it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder;
    private WebApplication? _app;

    private TestServer(string folder)
    {
        _folder = folder;
        Store = new FolderObjectStore(folder, TimeProvider.System);
        Models = new ModelFactory(Store);
    }

    public IObjectStore Store { get; }

    public string Folder => _folder;

    public ModelFactory Models { get; }

    public HttpClient Client { get; private set; } = null!;

    public static async Task<TestServer> StartAsync(Func<ModelFactory, Task> prepare, Action<SlipwayWebOptions>? configure = null)
    {
        var server = new TestServer(Directory.CreateTempSubdirectory("slipway-web-").FullName);
        await prepare(server.Models);
        var options = new SlipwayWebOptions { Port = 0, PollInterval = TimeSpan.FromMilliseconds(250) };
        configure?.Invoke(options);
        server._app = SlipwayServer.Build(server.Store, options, builder => builder.Logging.ClearProviders()).Value;
        await server._app.StartAsync();
        server.Client = new HttpClient { BaseAddress = new Uri(server._app.Urls.First()) };
        await server.WaitAsync(async () => (await server.Client.GetAsync("/health/ready")).IsSuccessStatusCode);
        return server;
    }

    /// <summary>Asks again and again; the bound is for failures only.</summary>
    public async Task<TimeSpan> WaitAsync(Func<Task<bool>> condition)
    {
        var time = TimeProvider.System;
        long start = time.GetTimestamp();
        while (!await condition())
        {
            Assert.True(time.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "What is waited for did not come true in 30 seconds.");
            await Task.Yield();
        }

        return time.GetElapsedTime(start);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await Client.SendAsync(request);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        if (!response.IsSuccessStatusCode)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        }

        return (response.StatusCode, json.RootElement.Clone());
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> PredictAsync(string model, string body, string contentType = "application/json") =>
        SendAsync(HttpMethod.Post, $"/api/models/{model}/predict", body, contentType);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
