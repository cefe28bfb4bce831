using System.Diagnostics;
using Slipway.Benchmarks.Faults;

namespace Slipway.Benchmarks.Hostile;

/// <summary>The built server as a process of its own, on a free port.</summary>
internal sealed class ServedStore : IDisposable
{
    private const string Marker = " on http";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private Task _reading = Task.CompletedTask;

    private ServedStore(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public long ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    public static async Task<ServedStore> StartAsync(string store)
    {
        var process = Process.Start(SlipwayCommand.With(["serve", "--store", store, "--port", "0"]))!;
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            int at = line.IndexOf(Marker, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            // Nobody reads on, but the server must not wait for room in the pipes.
            var server = new ServedStore(process, new Uri(line[(at + 4)..line.IndexOf(';', at)]))
            {
                _reading = Task.WhenAll(
                    process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None),
                    process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None)),
            };
            await server.WaitUntilReadyAsync(patience.Token);
            return server;
        }

        string error = await process.StandardError.ReadToEndAsync(patience.Token);
        process.Dispose();
        throw new InvalidOperationException($"The server did not start: {error}");
    }

    /// <summary>How many cores the server used meanwhile.</summary>
    public async Task<double> CoresAsync(Func<Task> meanwhile)
    {
        long start = TimeProvider.System.GetTimestamp();
        _process.Refresh();
        var before = _process.TotalProcessorTime;
        await meanwhile();
        _process.Refresh();
        return (_process.TotalProcessorTime - before) / TimeProvider.System.GetElapsedTime(start);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
            _reading.Wait(Patience);
        }

        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (!(await client.GetAsync("/health/ready", cancellationToken)).IsSuccessStatusCode)
        {
            await Task.Delay(20, cancellationToken);
        }
    }
}
