using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Slipway.Azure.Tests;

/// <summary>
/// A running Azurite, the emulator of Azure Storage. The npm package is looked for in the folder that the variable SLIPWAY_NODE_MODULES
/// names, else in <c>tests/node_modules</c> of the folders above the tests.
/// </summary>
public sealed partial class Azurite : IDisposable
{
    // An account of the tests' own: the emulator takes any.
    private const string Account = "slipwaytests";
    private static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(1, 64).Select(i => (byte)i)]);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly Lazy<string?> Script = new(FindScript);
    private static readonly Lazy<string?> Missing = new(FindMissing);

    private readonly Process _process;
    private readonly Task _drained;

    private Azurite(Process process, Task drained, int blobPort, int queuePort)
    {
        (_process, _drained) = (process, drained);
        (BlobPort, QueuePort) = (blobPort, queuePort);
    }

    /// <summary>Why tests on Azurite are skipped; null when they run, or must run because SLIPWAY_REQUIRE_NODE is 1.</summary>
    public static string? SkipReason => Environment.GetEnvironmentVariable("SLIPWAY_REQUIRE_NODE") == "1" ? null : Missing.Value;

    public int BlobPort { get; }

    public int QueuePort { get; }

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{BlobPort}/{Account};QueueEndpoint=http://127.0.0.1:{QueuePort}/{Account};";

    /// <summary>Starts one that keeps its data in a folder, on ports of its choice or on those given.</summary>
    public static async Task<Azurite> StartAsync(string folder, int blobPort = 0, int queuePort = 0)
    {
        if (Missing.Value is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        string[] arguments =
        [
            Script.Value!, "--location", folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobPort", blobPort.ToString(CultureInfo.InvariantCulture),
            "--queuePort", queuePort.ToString(CultureInfo.InvariantCulture),
            "--tablePort", "0",
        ];
        var start = new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{Key}";
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(StartTimeout);
        try
        {
            int? blob = null;
            int? queue = null;
            while (blob is null || queue is null)
            {
                string line = await process.StandardOutput.ReadLineAsync(timeout.Token)
                    ?? throw new InvalidOperationException("Azurite ended: " + await errors);
                if (Listening().Match(line) is { Success: true } match)
                {
                    int port = int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
                    blob = match.Groups["service"].Value == "Blob" ? port : blob;
                    queue = match.Groups["service"].Value == "Queue" ? port : queue;
                }
            }

            // Read on, so that a full pipe does not stop the process.
            var drained = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            return new Azurite(process, Task.WhenAll(drained, errors), blob.Value, queue.Value);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Asks it to end and waits; unlike <see cref="Dispose"/> it loses nothing that it said it had written.</summary>
    public async Task StopAsync()
    {
        // The emulator writes its tables every few seconds, and when it is asked to end.
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        Dispose();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _drained.Wait();
        _process.Dispose();
    }

    private static string? FindMissing()
    {
        if (!IsOnPath("node"))
        {
            return "Node.js is not on the path; install Node.js 20 or newer.";
        }

        return Script.Value is null
            ? "The npm package azurite is missing; run "
                + "ONNXRUNTIME_NODE_INSTALL=skip npm --prefix tests install --ignore-scripts --no-audit --no-fund"
            : null;
    }

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));

    private static string? FindScript()
    {
        string? named = Environment.GetEnvironmentVariable("SLIPWAY_NODE_MODULES");
        if (!string.IsNullOrEmpty(named))
        {
            return ScriptIn(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (ScriptIn(Path.Combine(folder.FullName, "tests", "node_modules")) is { } script)
            {
                return script;
            }
        }

        return null;
    }

    private static string? ScriptIn(string modules)
    {
        string script = Path.Combine(modules, "azurite", "dist", "src", "azurite.js");
        return File.Exists(script) ? script : null;
    }

    [GeneratedRegex(@"Azurite (?<service>\w+) service is successfully listening at https?://[^ ]*:(?<port>\d+)")]
    private static partial Regex Listening();
}
