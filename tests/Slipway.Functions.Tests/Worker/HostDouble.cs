using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Slipway.Functions.Tests.Worker;

/// <summary>
/// Stands in for the Functions host: starts the worker process, speaks the real contract with it over gRPC, and hands it HTTP requests as
/// the host's proxy does. It keeps no queues and no clock: tests say when a trigger fires.
/// </summary>
internal sealed class HostDouble : IAsyncDisposable
{
    private const string MaxMessage = "134217728";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Channel<RpcMessage> _toWorker = Channel.CreateUnbounded<RpcMessage>();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<RpcMessage>> _answers = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<RpcMessage>> _invocations = new();
    private readonly StringBuilder _output = new();
    private readonly CancellationTokenSource _stopping = new();
    private WebApplication? _server;
    private Process? _worker;
    private HttpClient? _http;
    private int _invocationCount;

    private HostDouble()
    {
    }

    /// <summary>The functions that the worker told of, by name.</summary>
    public IReadOnlyDictionary<string, WorkerFunction> Functions { get; private set; } = new Dictionary<string, WorkerFunction>();

    /// <summary>What the worker says that it can do.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>What the worker wrote.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Where the built worker is.</summary>
    public static string WorkerFolder { get; } = Path.GetFullPath(typeof(HostDouble).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "WorkerFolder").Value!);

    /// <summary>Starts a worker with settings, as the host gives them.</summary>
    public static async Task<HostDouble> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var host = new HostDouble();
        try
        {
            await host.ListenAsync();
            host.Spawn(settings);
            await host.ShakeHandsAsync();
            return host;
        }
        catch (Exception e)
        {
            string output = host.Output;
            await host.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start. It wrote: {output}", e);
        }
    }

    /// <summary>Runs a function that is not for HTTP.</summary>
    /// <returns>Null when it succeeded, else what it failed with.</returns>
    public async Task<string?> InvokeAsync(string function, string binding, RpcMessage data)
    {
        var (_, answer) = Invoke(Functions[function], binding, data);
        return Failure(await answer.WaitAsync(Patience));
    }

    /// <summary>Hands an HTTP request to the function whose route it has.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        string target = request.RequestUri!.OriginalString[request.RequestUri.GetLeftPart(UriPartial.Authority).Length..];
        var path = PathString.FromUriComponent(target.Split('?')[0]);
        string function = FunctionRouting.Find(Functions.Values, request.Method.Method, path)
            ?? throw new InvalidOperationException($"No function has a route for {request.Method} {path}.");
        return SendAsync(function, request);
    }

    /// <summary>Hands an HTTP request to a function, whatever its route.</summary>
    public async Task<HttpResponseMessage> SendAsync(string function, HttpRequestMessage request)
    {
        var (id, answer) = Invoke(Functions[function], "request", new RpcMessage().Add(RpcFields.DataHttp, new RpcMessage()));
        request.Headers.TryAddWithoutValidation("x-ms-invocation-id", id);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", "localhost");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "127.0.0.1");
        var response = await _http!.SendAsync(request);
        Assert.Null(Failure(await answer.WaitAsync(Patience)));
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _http?.Dispose();
        if (_worker is { HasExited: false })
        {
            _worker.Kill();
            await _worker.WaitForExitAsync();
        }

        _worker?.Dispose();
        if (_server is not null)
        {
            await _server.StopAsync();
            await _server.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private static string? Failure(RpcMessage response)
    {
        var status = response.Find(3);
        return status is not null && status.Number(RpcFields.Status) == RpcFields.Success
            ? null
            : status?.Find(RpcFields.StatusException)?.Text(2) ?? "no reason given";
    }

    private (string Id, Task<RpcMessage> Answer) Invoke(WorkerFunction function, string binding, RpcMessage data)
    {
        int number = Interlocked.Increment(ref _invocationCount);
        string id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:d12}");
        var answer = new TaskCompletionSource<RpcMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _invocations[id] = answer;
        Send(RpcFields.InvocationRequest, new RpcMessage()
            .Add(1, id)
            .Add(2, function.Id)
            .Add(3, new RpcMessage().Add(1, binding).Add(2, data))
            .Add(5, new RpcMessage()));
        return (id, answer.Task);
    }

    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _server = builder.Build();
        _server.MapPost("/AzureFunctionsRpcMessages.FunctionRpc/EventStream", StreamAsync);
        await _server.StartAsync();
    }

    private void Spawn(IReadOnlyDictionary<string, string> settings)
    {
        string[] arguments =
        [
            Path.Combine(WorkerFolder, "Slipway.Functions.dll"),
            "--functions-uri", _server!.Urls.First(), "--functions-worker-id", "worker", "--functions-request-id", "start",
            "--functions-grpc-max-message-length", MaxMessage,
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = WorkerFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = WorkerFolder;
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = WorkerFolder;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _worker = new Process { StartInfo = start, EnableRaisingEvents = true };
        _worker.OutputDataReceived += (_, line) => Note(line.Data);
        _worker.ErrorDataReceived += (_, line) => Note(line.Data);
        _worker.Exited += (_, _) => Fail(new InvalidOperationException("The worker ended."));
        _worker.Start();
        _worker.BeginOutputReadLine();
        _worker.BeginErrorReadLine();
    }

    private async Task ShakeHandsAsync()
    {
        await ExpectAsync(RpcFields.StartStream);
        var init = new RpcMessage().Add(1, "4.1041.0").AddEntry(2, "FunctionDataCache", "true").Add(4, WorkerFolder).Add(5, WorkerFolder);
        Send(RpcFields.InitRequest, init);
        Capabilities = (await ExpectAsync(RpcFields.InitResponse)).Map(2);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            BaseAddress = new Uri(Capabilities["HttpUri"]),
            Timeout = Patience,
        };
        await WaitForHttpAsync(_http.BaseAddress);
        Send(RpcFields.MetadataRequest, new RpcMessage().Add(1, WorkerFolder));
        var told = await ExpectAsync(RpcFields.MetadataResponse);
        var functions = new Dictionary<string, WorkerFunction>();
        foreach (byte[] bytes in told.All(1))
        {
            var metadata = RpcMessage.Parse(bytes);
            var function = new WorkerFunction(
                metadata.Text(RpcFields.FunctionName),
                metadata.Text(RpcFields.FunctionId),
                [.. metadata.All(RpcFields.FunctionRawBindings).Select(Encoding.UTF8.GetString)]);
            functions.Add(function.Name, function);
            Send(RpcFields.LoadRequest, new RpcMessage().Add(1, function.Id).Add(2, metadata));
            var loaded = await ExpectAsync(RpcFields.LoadResponse);
            Assert.Equal(RpcFields.Success, loaded.Find(2)!.Number(RpcFields.Status));
        }

        Functions = functions;
    }

    /// <summary>The worker says where it listens before it does; the host's proxy, too, tries again.</summary>
    private static async Task WaitForHttpAsync(Uri address)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(address.Host, address.Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        var writing = WriteAsync(context);
        byte[] head = new byte[5];
        try
        {
            while (await context.Request.Body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) == head.Length)
            {
                byte[] body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
                await context.Request.Body.ReadExactlyAsync(body);
                Receive(RpcMessage.Parse(body));
            }
        }
        catch (IOException)
        {
            // The worker was ended.
        }

        _toWorker.Writer.TryComplete();
        await writing;
        context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers.Append("grpc-status", "0");
    }

    private async Task WriteAsync(HttpContext context)
    {
        try
        {
            await foreach (var message in _toWorker.Reader.ReadAllAsync(_stopping.Token))
            {
                byte[] body = message.ToBytes();
                byte[] frame = new byte[5 + body.Length];
                BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
                body.CopyTo(frame, 5);
                await context.Response.Body.WriteAsync(frame, _stopping.Token);
                await context.Response.Body.FlushAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private void Receive(RpcMessage message)
    {
        if (message.Find(RpcFields.Log) is { } log)
        {
            Note($"{log.Text(2)}: {log.Text(4)} {log.Find(6)?.Text(2)}");
        }
        else if (message.Find(RpcFields.InvocationResponse) is { } invoked)
        {
            _invocations.TryRemove(invoked.Text(1), out var waiting);
            waiting?.TrySetResult(invoked);
        }
        else
        {
            foreach (int kind in (int[])[RpcFields.StartStream, RpcFields.InitResponse, RpcFields.MetadataResponse, RpcFields.LoadResponse])
            {
                if (message.Find(kind) is { } content)
                {
                    Answer(kind).TrySetResult(content);
                }
            }
        }
    }

    private async Task<RpcMessage> ExpectAsync(int kind)
    {
        var message = await Answer(kind).Task.WaitAsync(Patience);
        _answers.TryRemove(kind, out _);
        return message;
    }

    private TaskCompletionSource<RpcMessage> Answer(int kind) =>
        _answers.GetOrAdd(kind, _ => new TaskCompletionSource<RpcMessage>(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Send(int kind, RpcMessage content) =>
        Assert.True(_toWorker.Writer.TryWrite(new RpcMessage().Add(RpcFields.RequestId, "test").Add(kind, content)));

    private void Fail(Exception reason)
    {
        foreach (int kind in (int[])[RpcFields.StartStream, RpcFields.InitResponse, RpcFields.MetadataResponse, RpcFields.LoadResponse])
        {
            Answer(kind).TrySetException(reason);
        }

        foreach (var waiting in _invocations.Values)
        {
            waiting.TrySetException(reason);
        }
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
