using System.Diagnostics;
using System.Globalization;
using System.Text;
using Slipway.Benchmarks.Faults;

namespace Slipway.EndToEnd.Tests;

/// <summary>The built server as a process of its own, on a free port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Marker = " on http";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _error = new();

    // Read to its end, so that the server never waits for room in the pipe.
    private Task _output = Task.CompletedTask;

    private ServerProcess(Process process, HttpClient client) => (_process, Client) = (process, client);

    public HttpClient Client { get; }

    public static async Task<ServerProcess> StartAsync(string workingFolder, string store)
    {
        var start = SlipwayCommand.With("serve", "--store", store, "--port", "0");
        start.WorkingDirectory = workingFolder;
        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            int at = line.IndexOf(Marker, StringComparison.Ordinal);
            if (at >= 0)
            {
                string address = line[(at + 4)..line.IndexOf(';', at)];
                var server = new ServerProcess(process, new HttpClient { BaseAddress = new Uri(address) });
                server._output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                process.ErrorDataReceived += (_, e) => server._error.AppendLine(e.Data);
                process.BeginErrorReadLine();
                await server.WaitUntilReadyAsync(patience.Token);
                return server;
            }
        }

        string error = await process.StandardError.ReadToEndAsync(patience.Token);
        process.Dispose();
        throw new InvalidOperationException($"The server did not start: {error}");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as an orchestrator does.</summary>
    /// <returns>Its exit code and what it wrote to the error stream.</returns>
    public async Task<(int ExitCode, string Error)> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _output;
        return (_process.ExitCode, _error.ToString());
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (!(await Client.GetAsync("/health/ready", cancellationToken)).IsSuccessStatusCode)
        {
            await Task.Delay(20, cancellationToken);
        }
    }
}
