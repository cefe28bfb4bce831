using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Slipway.Web.Tests.Fuzzing;

/// <summary>Sends mutated requests to a server on this machine and in this process.</summary>
internal static class Fuzzer
{
    private const int MaxFailures = 20;
    private const int ShownBytes = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="server">Where it listens; on loopback.</param>
    /// <param name="corpus">What to begin from.</param>
    /// <param name="requests">How many to send.</param>
    /// <param name="seed">Gives the same requests for the same number of workers.</param>
    /// <param name="workers">How many send at a time.</param>
    public static async Task<FuzzReport> RunAsync(IPEndPoint server, IReadOnlyList<FuzzRequest> corpus, int requests, int seed, int workers)
    {
        if (!IPAddress.IsLoopback(server.Address))
        {
            throw new ArgumentException("Only a server on this machine is fuzzed.", nameof(server));
        }

        var statuses = new ConcurrentDictionary<int, int>();
        var failures = new ConcurrentQueue<string>();
        var mutators = Enumerable.Range(0, workers).Select(i => new RequestMutator(corpus, seed + i)).ToList();
        await SendAsync(server, mutators, requests / 10, statuses, failures);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await SendAsync(server, mutators, requests - (requests / 10), statuses, failures);
        return new FuzzReport(statuses, [.. failures], before, GC.GetTotalMemory(forceFullCollection: true));
    }

    private static Task SendAsync(
        IPEndPoint server, List<RequestMutator> mutators, int requests, ConcurrentDictionary<int, int> statuses, ConcurrentQueue<string> failures) =>
        Task.WhenAll(mutators.Select(mutator => Task.Run(async () =>
        {
            using var client = new WireClient(server);
            for (int i = 0; i < requests / mutators.Count && failures.Count < MaxFailures; i++)
            {
                var (wire, isBroken) = mutator.Next();
                using var patience = new CancellationTokenSource(Patience);
                int status;
                try
                {
                    status = await client.SendAsync(wire, isBroken, patience.Token);
                }
                catch (Exception e) when (e is OperationCanceledException or InvalidDataException)
                {
                    failures.Enqueue($"{e.GetType().Name}: {Show(wire)}");
                    client.Dispose();
                    continue;
                }

                statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
                // 501 is what the routes of a protocol answer that do nothing here, 505 what a damaged HTTP version is answered with.
                if (status is >= 500 and not 501 and not 505)
                {
                    failures.Enqueue($"{status}: {Show(wire)}");
                }
            }
        })));

    private static string Show(byte[] wire) =>
        Uri.EscapeDataString(Encoding.Latin1.GetString(wire.AsSpan(0, Math.Min(wire.Length, ShownBytes)))).Replace("%0D%0A", "\n", StringComparison.Ordinal);
}
