using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Access;
using Slipway.Audit;
using Slipway.PredictionLog;
using Slipway.Storage;

namespace Slipway.Web.Tests;

/// <summary>The real server on a free port, over a store in a folder that goes away with it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _isOwner;
    private WebApplication? _app;

    private TestServer(string folder, bool isOwner)
    {
        (_folder, _isOwner) = (folder, isOwner);
        Store = new FolderObjectStore(folder, TimeProvider.System);
        Models = new ModelFactory(Store);
    }

    public IObjectStore Store { get; }

    public string Folder => _folder;

    public ModelFactory Models { get; }

    /// <summary>The store of a server that was started with failing appends.</summary>
    public AppendFaults? Faults { get; private set; }

    public IServiceProvider Services => _app!.Services;

    /// <summary>Makes keys as an operator does.</summary>
    public AccessKeys Keys => new(Store, new AuditLog(Store), TimeProvider.System, RandomNumberGenerator.GetBytes);

    public HttpClient Client { get; private set; } = null!;

    /// <summary>What is mapped: a method and a pattern each.</summary>
    public IEnumerable<string> Routes => ((IEndpointRouteBuilder)_app!).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {e.RoutePattern.RawText}"));

    /// <param name="prepare">Fills the store.</param>
    /// <param name="configure">Changes options.</param>
    /// <param name="failingAppends">Whether appends can be made to fail.</param>
    /// <param name="log">How predictions are logged.</param>
    /// <param name="beside">A server on whose store this one works too; it is disposed later than this one.</param>
    public static async Task<TestServer> StartAsync(
        Func<ModelFactory, Task> prepare,
        Action<SlipwayWebOptions>? configure = null,
        bool failingAppends = false,
        LogWriterOptions? log = null,
        TestServer? beside = null)
    {
        var server = new TestServer(beside?.Folder ?? Directory.CreateTempSubdirectory("slipway-web-").FullName, isOwner: beside is null);
        await prepare(server.Models);
        var options = new SlipwayWebOptions { Port = 0, PollInterval = TimeSpan.FromMilliseconds(250) };
        (options.Limits.DrainDelay, options.Limits.RefusalDelay) = (TimeSpan.Zero, TimeSpan.Zero);
        configure?.Invoke(options);
        server.Faults = failingAppends ? new AppendFaults(server.Store) : null;
        server._app = (await SlipwayServer.BuildAsync(server.Faults ?? server.Store, options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(log ?? new LogWriterOptions { Instance = beside is null ? "test" : "beside", ConfirmTimeout = TimeSpan.FromSeconds(1) });
        }, CancellationToken.None)).Value;
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

    /// <summary>Stores what waits to be logged, so that memory holds none of it.</summary>
    public Task FlushAsync() => _app!.Services.GetRequiredService<LogWriter>().FlushAsync(CancellationToken.None);

    /// <summary>Stops the server as a signal would; the store stays.</summary>
    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await StopAsync();
        if (_isOwner)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
