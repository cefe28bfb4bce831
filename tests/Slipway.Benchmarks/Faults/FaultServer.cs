using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Slipway.Benchmarks.Faults;

/// <summary>One of the servers, a process of its own that can be killed and started again.</summary>
internal sealed class FaultServer(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables) : IDisposable
{
    private const int KeptLines = 200;

    private readonly ConcurrentQueue<string> _lines = [];
    private Process? _process;
    private Task _reading = Task.CompletedTask;

    /// <summary>Whether it ended though nobody killed it.</summary>
    public bool HasEndedItself => _process is { HasExited: true };

    /// <summary>What it wrote last.</summary>
    public string Log => string.Join('\n', _lines);

    /// <summary>The most memory that one of its processes had, in megabytes.</summary>
    public long PeakMegabytes { get; private set; }

    public void Start()
    {
        var start = SlipwayCommand.With(arguments);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        NotePeak();
        _process!.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _process = null;
    }

    public void NotePeak()
    {
        string status = _process is { HasExited: false } ? $"/proc/{_process.Id}/status" : "";
        if (OperatingSystem.IsLinux() && File.Exists(status))
        {
            string peak = File.ReadLines(status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            PeakMegabytes = Math.Max(PeakMegabytes, long.Parse(peak.Split(' ')[^2], CultureInfo.InvariantCulture) / 1024);
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
