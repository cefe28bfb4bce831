using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.EndToEnd.Tests;

/// <summary>Takes what is sent by OTLP over HTTP, and keeps the bytes: the names in them are plain text.</summary>
internal sealed class OtlpCollector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, StringBuilder> _received = new();

    public OtlpCollector()
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        Listening = ListenAsync();
    }

    public string Address { get; }

    public Task Listening { get; }

    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    /// <summary>Everything that came to a path.</summary>
    public string TextOf(string path)
    {
        var text = _received.GetOrAdd(path, _ => new StringBuilder());
        lock (text)
        {
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
            string body = await reader.ReadToEndAsync();
            var text = _received.GetOrAdd(context.Request.Url!.AbsolutePath, _ => new StringBuilder());
            lock (text)
            {
                text.Append(body);
            }

            context.Response.Close();
        }
    }
}
