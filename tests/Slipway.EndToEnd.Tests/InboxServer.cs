using System.Text;
using Slipway.Learning.Tables;
using Slipway.Monitoring.Reports;
using Slipway.Registry;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.EndToEnd.Tests;

/// <summary>A server that runs on a folder store, and what becomes of the files that are dropped into its inbox.</summary>
internal sealed class InboxServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly SlipwayProcess _process;
    private readonly string _storeFolder;

    public InboxServer(TemporaryFolder folder, string storeFolder)
    {
        (_storeFolder, Store) = (storeFolder, new FolderObjectStore(storeFolder, TimeProvider.System));
        _process = SlipwayProcess.Start(folder.Path, "serve", "--store", storeFolder, "--port", "0");
    }

    public FolderObjectStore Store { get; }

    /// <summary>Puts a file into the inbox whole: it is written elsewhere and moved in, as careful senders do.</summary>
    public void Drop(string path, byte[] content)
    {
        string whole = Path.Combine(_storeFolder, "..", $"{path.Replace('/', '-')}.tmp");
        File.WriteAllBytes(whole, content);
        string target = Path.Combine(_storeFolder, "inbox", path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(whole, target);
    }

    /// <summary>Waits until every file has left the inbox.</summary>
    public async Task WaitUntilEmptyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (FindLeft() is { Length: > 0 } left)
        {
            Assert.False(patience.IsCancellationRequested, $"Still in the inbox: {string.Join(", ", left)}");
            await Task.Delay(200);
        }
    }

    /// <summary>What the scoring of a file came to; <paramref name="file"/> has no extension.</summary>
    public async Task<ScoredFile> ScoredAsync(string file)
    {
        var scored = await Store.GetJsonAsync<ScoredFile>(new ObjectPath("scored", $"{file}.json"), default);
        Assert.True(scored is not null, $"{file} was not scored.");
        return scored.Value;
    }

    public async Task<(long Scored, long Rejected)> CountsAsync(string file)
    {
        var scored = await ScoredAsync(file);
        return (scored.ScoredRows, scored.RejectedRows);
    }

    /// <summary>Why a whole file was rejected, as users read it.</summary>
    public async Task<string> ReasonAsync(string path)
    {
        var rejected = await Store.GetJsonAsync<RejectedFile>(new ObjectPath("rejected", $"{path}.reason.json"), default);
        Assert.True(rejected is not null, $"{path} was not rejected.");
        return string.Join('\n', rejected.Value.Problems);
    }

    /// <summary>The rejected rows of a file: the line, the reason, the row as it stood.</summary>
    public async Task<IReadOnlyList<(int Line, string Reason, string Original)>> RejectedRowsAsync(string file)
    {
        var stored = await Store.GetAsync(new ObjectPath("rejected", $"{file}.csv"), default);
        var rows = new List<(int, string, string)>();
        if (stored is null)
        {
            return rows;
        }

        // What was not UTF-8 is kept as it was, and read here all the same.
        byte[] latin = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(stored.Content.Span).Replace('\0', ' '));
        using var reader = CsvReader.Open(new MemoryStream(latin), new CsvOptions { MaxRecordBytes = 64 * 1024 * 1024 }).Value;
        Assert.Equal(["line_number", "reason", "original_line"], reader.Header);
        while (reader.Read())
        {
            string Field(int column) => Encoding.UTF8.GetString(reader[column]);
            rows.Add((int.Parse(Field(0)), Field(1), Field(2)));
        }

        return rows;
    }

    public async Task<DriftReport> ReportAsync(string path)
    {
        string[] parts = path.Split('/');
        var report = await new ReportStore(Store).FindAsync(ModelName.Parse(parts[0]), parts[1], default);
        Assert.True(report is not null, $"There is no report on {path}.");
        Assert.NotNull(await Store.FindAsync(new ObjectPath("reports", $"{path}.html"), default));
        return report;
    }

    public bool Exists(string path) => File.Exists(Path.Combine(_storeFolder, path));

    public byte[] Read(string path) => File.ReadAllBytes(Path.Combine(_storeFolder, path));

    public int CountLines(string path) => File.ReadLines(Path.Combine(_storeFolder, path)).Count();

    public void Dispose() => _process.Dispose();

    private string[] FindLeft() => Directory.GetFiles(Path.Combine(_storeFolder, "inbox"), "*", SearchOption.AllDirectories);
}
