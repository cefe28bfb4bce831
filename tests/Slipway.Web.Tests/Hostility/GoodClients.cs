using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Slipway.Web.Tests.Hostility;

/// <summary>Clients that ask for predictions one after the other, and how long they wait.</summary>
internal sealed class GoodClients(Uri server, string path, string body) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = server };

    /// <summary>Sends requests from a few clients at a time.</summary>
    /// <returns>How long 99 of 100 waited at most, and how many were not answered with 200.</returns>
    public async Task<(TimeSpan P99, int Failed)> MeasureAsync(int clients, int requestsEach)
    {
        var time = TimeProvider.System;
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        int failed = 0;
        var waits = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var own = new List<TimeSpan>(requestsEach);
            for (int i = 0; i < requestsEach; i++)
            {
                using var content = new ByteArrayContent(bytes);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                long start = time.GetTimestamp();
                using var answer = await _client.PostAsync(path, content);
                own.Add(time.GetElapsedTime(start));
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref failed);
                }
            }

            return own;
        })));
        TimeSpan[] sorted = [.. waits.SelectMany(w => w).Order()];
        return (sorted[(int)((sorted.Length - 1) * 0.99)], failed);
    }

    public void Dispose() => _client.Dispose();
}
