using System.Diagnostics;
using System.Text.Json;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.Benchmarks.Faults;

/// <summary>A store with a model, a file to score, and servers that share them.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private const string Model = "bench";
    private readonly FaultOptions _options;
    private readonly string _folder;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<FaultServer> _servers = [];

    private FaultRun(FaultOptions options, string folder, FaultStore store) => (_options, _folder, Store) = (options, folder, store);

    public FaultStore Store { get; }

    public IReadOnlyList<FaultServer> Servers => _servers;

    public string CsvFile => Path.Combine(_options.KeepFolder ?? _folder, $"input-{_options.SizeInMegabytes}.csv");

    /// <summary>A folder that goes away with the run.</summary>
    public string Folder => _folder;

    private string MarksFile => CsvFile + ".marks.json";

    /// <summary>The rows of the file.</summary>
    public long Rows { get; private set; }

    public static async Task<FaultRun> StartAsync(FaultOptions options, string? storeFolder = null)
    {
        string folder = Path.Combine(Path.GetFullPath(options.WorkFolder), $"slipway-faults-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(folder);
        var store = await FaultStore.OpenAsync(storeFolder ?? Path.Combine(folder, "store"), options.OnAzurite);
        var run = new FaultRun(options, folder, store);
        string training = Path.Combine(folder, "training.csv");
        FaultCsv.WriteLabelled(training, 3000);
        await BenchmarkModel.TrainAsync(training, store.Objects, rounds: 10);
        run.Rows = File.Exists(run.MarksFile)
            ? run.ReadMarks().Scored + run.ReadMarks().Rejected
            : FaultCsv.Write(run.CsvFile, options.SizeInMegabytes * 1024L * 1024);
        run.Say($"{run.Rows} rows, {new FileInfo(run.CsvFile).Length} bytes, on {(options.OnAzurite ? "Azurite" : "a folder")}");
        return run;
    }

    public void Say(string text) => Console.WriteLine($"[{_clock.Elapsed.TotalSeconds,7:F1} s] {text}");

    public void StartServers(int count, IReadOnlyDictionary<string, string>? settings = null)
    {
        var variables = Store.Variables.Concat(_options.Settings).Concat(settings ?? new Dictionary<string, string>())
            .GroupBy(v => v.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        for (int i = 0; i < count; i++)
        {
            var server = new FaultServer(Store.ServeArguments, variables);
            _servers.Add(server);
            server.Start();
        }
    }

    public async Task StopServersAsync()
    {
        foreach (var server in _servers)
        {
            await server.KillAsync();
        }

        _servers.Clear();
    }

    /// <summary>Puts the file into the inbox.</summary>
    public async Task DropAsync(string name, string? file = null)
    {
        await using var content = File.OpenRead(file ?? CsvFile);
        await Store.Objects.PutAsync(InboxPath(name), content, PutCondition.Always, CancellationToken.None);
        Say($"dropped {name}");
    }

    public async Task<bool> IsWaitingAsync(string name) =>
        await Store.Objects.FindAsync(InboxPath(name), CancellationToken.None) is not null;

    public async Task WaitAsync(Func<Task<bool>> isDone, string what)
    {
        long start = _clock.ElapsedMilliseconds;
        while (!await isDone())
        {
            AssertServersRun();
            if (_clock.ElapsedMilliseconds - start > _options.Patience.TotalMilliseconds)
            {
                throw new TimeoutException($"{what}: not within {_options.Patience}. The servers said:\n{ServerLogs()}");
            }

            await Task.Delay(20);
        }

        Say(what);
    }

    /// <summary>Puts the file into the inbox, again where it is scored before it is seen that it came so far.</summary>
    public async Task DropUntilAsync(string name, Func<Task<bool>> isReached, string what)
    {
        await DropAsync(name);
        await WaitAsync(
            async () =>
            {
                bool isGone = !await IsWaitingAsync(name);
                bool done = await isReached();
                if (isGone && !done)
                {
                    await DropAsync(name);
                }

                return done;
            },
            what);
    }

    public Task WaitUntilGoneAsync(string name) => WaitAsync(async () => !await IsWaitingAsync(name), $"{name} left the inbox");

    /// <summary>Waits, while all servers must go on.</summary>
    public async Task WaitForAsync(TimeSpan time)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            AssertServersRun();
            await Task.Delay(200);
        }
    }

    public async Task<int> CountScoredRangesAsync() => (await Store.ListAsync("work")).Count(IsRangeRecord);

    public async Task<int> CountPlannedRangesAsync() =>
        await FindPlanAsync() is { ValueKind: JsonValueKind.Object } plan ? plan.GetProperty("ranges").GetArrayLength() : 0;

    /// <summary>Whether some ranges of a file are scored.</summary>
    public async Task<bool> IsBegunAsync() => await CountScoredRangesAsync() >= 3;

    public async Task<string> DescribeProgressAsync()
    {
        var work = await Store.ListAsync("work");
        return $"{work.Count(IsRangeRecord)} ranges scored, {work.Count(key => key.EndsWith("plan.json", StringComparison.Ordinal))} file(s) planned";
    }

    /// <summary>How the file in work is scored; undefined when none is.</summary>
    public async Task<JsonElement> FindPlanAsync()
    {
        string? key = (await Store.ListAsync("work")).Find(k => k.EndsWith("plan.json", StringComparison.Ordinal));
        var stored = key is null ? null : await Store.Objects.GetAsync(new ObjectPath("work", key), CancellationToken.None);
        return stored is null ? default : JsonDocument.Parse(stored.Content).RootElement;
    }

    public void AssertServersRun()
    {
        foreach (var server in _servers)
        {
            server.NotePeak();
            if (server.HasEndedItself)
            {
                throw new InvalidOperationException($"A server ended by itself:\n{server.Log}");
            }
        }
    }

    /// <summary>Scores the file with the command line: one process, in one go, without faults.</summary>
    public async Task<ResultMarks> ScorePlainlyAsync()
    {
        if (File.Exists(MarksFile))
        {
            return ReadMarks();
        }

        string output = Path.Combine(_folder, "plain.csv");
        await using var plain = await FaultStore.OpenAsync(Path.Combine(_folder, "plain-store"), onAzurite: false);
        await BenchmarkModel.TrainAsync(Path.Combine(_folder, "training.csv"), plain.Objects, rounds: 10);
        string[] arguments = ["score", Model, CsvFile, "--store", Path.Combine(_folder, "plain-store"), "--output", output];
        using var process = Process.Start(SlipwayCommand.With(arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(await errors);
        }

        string rejected = Path.Combine(_folder, "plain.rejected.csv");
        ResultMarks marks;
        await using (var scored = File.OpenRead(output))
        await using (var bad = File.Exists(rejected) ? File.OpenRead(rejected) : null)
        {
            marks = await ResultCheck.ReadAsync(Rows, scored, bad);
        }

        File.Delete(output);
        File.Delete(rejected);
        await File.WriteAllTextAsync(MarksFile, JsonSerializer.Serialize(marks));
        Say($"without faults: {marks}");
        return marks;
    }

    /// <summary>Checks the results of a file and removes them.</summary>
    public async Task<ResultMarks> CheckAsync(string name, long? rows = null)
    {
        string stem = $"{Model}/{name[..^".csv".Length]}";
        var (csv, rejected) = (new ObjectPath("scored", stem + ".csv"), new ObjectPath("rejected", stem + ".csv"));
        var report = (await Store.Objects.GetJsonAsync<ScoredFile>(new ObjectPath("scored", stem + ".json"), CancellationToken.None))?.Value
            ?? throw new InvalidDataException($"{name} has no report.");
        ResultMarks marks;
        await using (var scored = await Store.Objects.OpenReadAsync(csv, 0, CancellationToken.None) ?? throw new InvalidDataException($"No {csv}."))
        await using (var bad = await Store.Objects.OpenReadAsync(rejected, 0, CancellationToken.None))
        {
            marks = await ResultCheck.ReadAsync(rows ?? Rows, scored, bad);
        }

        if (report.ScoredRows != marks.Scored || report.RejectedRows != marks.Rejected)
        {
            throw new InvalidDataException($"The report of {name} counts {report.ScoredRows} and {report.RejectedRows}; there are {marks}.");
        }

        foreach (var path in (ObjectPath[])[csv, rejected, new("scored", stem + ".json"), new("scored", stem + ".profile")])
        {
            await Store.Objects.DeleteAsync(path, null, CancellationToken.None);
        }

        Say($"{name}: every row once ({marks.Scored} scored, {marks.Rejected} rejected, {report.Ranges} ranges)");
        return marks;
    }

    /// <summary>
    /// That nothing is left when the results of all files were checked and removed. A worker that dies may leave something of a file that another
    /// has finished, until its message comes again.
    /// </summary>
    public async Task CheckNothingElseAsync()
    {
        AssertServersRun();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < _options.Patience && (await ListLeftAsync("work")).Count > 0;)
        {
            await WaitForAsync(TimeSpan.FromMilliseconds(200));
        }

        foreach (string container in (string[])["inbox", "scored", "rejected", "work"])
        {
            var left = await ListLeftAsync(container);
            if (left.Count > 0)
            {
                throw new InvalidDataException($"In {container} is something else: {string.Join(", ", left.Take(10))}");
            }
        }

        Say($"nothing else is left; peak memory of a server {_servers.Select(s => s.PeakMegabytes).DefaultIfEmpty().Max()} MB");
    }

    public static void AssertSame(ResultMarks expected, ResultMarks actual)
    {
        if (expected != actual)
        {
            throw new InvalidDataException($"The results differ from those without faults: {actual} instead of {expected}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            server.Dispose();
        }

        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ResultMarks ReadMarks() => JsonSerializer.Deserialize<ResultMarks>(File.ReadAllText(MarksFile))!;

    private async Task<List<string>> ListLeftAsync(string container) =>
        (await Store.ListAsync(container)).FindAll(key => !key.StartsWith("locks/", StringComparison.Ordinal));

    private static bool IsRangeRecord(string key) =>
        key.Contains("/ranges/", StringComparison.Ordinal) && key.EndsWith(".json", StringComparison.Ordinal);

    private static ObjectPath InboxPath(string name) => new("inbox", $"{Model}/{name}");

    private string ServerLogs() => string.Join("\n----\n", _servers.Select(s => s.Log));
}
