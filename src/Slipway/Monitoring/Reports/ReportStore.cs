using System.Text;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Monitoring.Reports;

/// <summary>The reports in a store, by model: <c>reports/&lt;model&gt;/&lt;name&gt;.json</c> and <c>.html</c>. Thread-safe.</summary>
public sealed class ReportStore(IObjectStore store)
{
    private const string Container = "reports";
    private const string Json = ".json";
    private const string Html = ".html";
    private const int MaxNameLength = 200;
    private const int MaxAttempts = 20;

    /// <summary>Why a text cannot name a report; null when it can.</summary>
    public static Problem? CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool isName = name.Length is > 0 and <= MaxNameLength && !name.Contains('/') && ObjectPath.FindFault(Container, name + Html) is null
            && ObjectPath.FindFault(Container, name) is null;
        return isName
            ? null
            : new Problem(
                "reports.nameInvalid",
                $"'{HtmlText.Clip(name)}' cannot name a report: that is up to {MaxNameLength} characters, no slashes or control characters, not starting with a dot, not ending with a dot or a space. Choose another name.");
    }

    /// <summary>Writes both files of a report, in place of those that there are, unless those were made later.</summary>
    /// <exception cref="ArgumentException">The name is none; see <see cref="CheckName"/>.</exception>
    public async Task SaveAsync(DriftReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        byte[] page = Encoding.UTF8.GetBytes(DriftReportPage.Write(report));
        var path = PathOf(report.Model, report.Name, Json);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var before = await store.GetJsonAsync<ReportStamp>(path, cancellationToken).ConfigureAwait(false);
            if (before?.Value.CreatedAt > report.CreatedAt)
            {
                return;
            }

            // The page goes first: a report is there when its document is, and then both are.
            await store.PutAsync(PathOf(report.Model, report.Name, Html), page, PutCondition.Always, cancellationToken).ConfigureAwait(false);
            var condition = before is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(before.ETag);
            if (await store.PutJsonAsync(path, report, condition, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }
        }

        throw new IOException($"'{path}' is written by so many others that it could not be written; run it again.");
    }

    /// <summary>The reports of a model, the one written last first.</summary>
    public async Task<IReadOnlyList<ReportEntry>> ListAsync(ModelName model, CancellationToken cancellationToken)
    {
        var entries = new List<ReportEntry>();
        await foreach (var entry in store.ListAsync(Container, $"{model}/", cancellationToken).ConfigureAwait(false))
        {
            string file = entry.Path.Key[(model.Value.Length + 1)..];
            if (file.EndsWith(Json, StringComparison.Ordinal) && !file.Contains('/'))
            {
                entries.Add(new ReportEntry(model, file[..^Json.Length], entry.LastModified));
            }
        }

        return [.. entries.OrderByDescending(entry => entry.WrittenAt).ThenByDescending(entry => entry.Name, StringComparer.Ordinal)];
    }

    /// <summary>A report; null when there is none of that name.</summary>
    public async Task<DriftReport?> FindAsync(ModelName model, string name, CancellationToken cancellationToken) => CheckName(name) is null
        ? (await store.GetJsonAsync<DriftReport>(PathOf(model, name, Json), cancellationToken).ConfigureAwait(false))?.Value
        : null;

    /// <summary>The report that was written last; null when the model has none.</summary>
    public async Task<DriftReport?> FindLatestAsync(ModelName model, CancellationToken cancellationToken)
    {
        var entries = await ListAsync(model, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : await FindAsync(model, entries[0].Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The page of a report, HTML in UTF-8; null when there is none of that name.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindPageAsync(ModelName model, string name, CancellationToken cancellationToken) =>
        CheckName(name) is null
        && await store.GetAsync(PathOf(model, name, Html), cancellationToken).ConfigureAwait(false) is { } page
            ? page.Content
            : default(ReadOnlyMemory<byte>?);

    private static ObjectPath PathOf(ModelName model, string name, string extension) =>
        CheckName(name) is { } problem ? throw new ArgumentException(problem.Message, nameof(name))
            : new(Container, $"{model}/{name}{extension}");
}
