using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Slipway.Benchmarks.Hostile;

/// <summary>
/// Asks for predictions at a steady rate over connections that are kept: a request is sent when it is due, however long the former
/// ones take, so that waiting does not make the load lighter.
/// </summary>
internal sealed class SteadyClients : IDisposable
{
    public const int PerSecond = 200;
    private const int Connections = 8;

    private readonly HttpClient _client;
    private readonly string _path;
    private readonly byte[] _body;

    public SteadyClients(Uri server, string path, string body)
    {
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = server };
        (_path, _body) = (path, Encoding.UTF8.GetBytes(body));
    }

    public static TimeSpan P99(IEnumerable<TimeSpan> waits)
    {
        TimeSpan[] sorted = [.. waits.Order()];
        return sorted[(int)((sorted.Length - 1) * 0.99)];
    }

    /// <returns>How long each request waited, and how many were not answered with 200.</returns>
    public async Task<(IReadOnlyCollection<TimeSpan> Waits, int Failed)> MeasureAsync(TimeSpan duration)
    {
        var time = TimeProvider.System;
        var waits = new ConcurrentBag<TimeSpan>();
        int failed = 0;
        var requests = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        long start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < duration && await timer.WaitForNextTickAsync())
        {
            requests.Add(AskAsync());
        }

        await Task.WhenAll(requests);
        return (waits, failed);

        async Task AskAsync()
        {
            long sent = time.GetTimestamp();
            try
            {
                using var content = new ByteArrayContent(_body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var answer = await _client.PostAsync(_path, content);
                waits.Add(time.GetElapsedTime(sent));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Counted below.
            }

            Interlocked.Increment(ref failed);
        }
    }

    public void Dispose() => _client.Dispose();
}
