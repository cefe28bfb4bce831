using Slipway.Alerts;
using Slipway.Learning.Results;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Telemetry;

namespace Slipway.Datasets;

/// <summary>
/// Takes a file that was dropped into <c>training/&lt;model&gt;/</c>: its new rows become part of a new dataset version, rows that cannot
/// be
/// taken go to <c>rejected/training/&lt;model&gt;/</c> with their reasons, and then the file is removed. Files that cannot be taken at all
/// are
/// moved there whole. Idempotent: a file that was taken already has no new rows.
/// </summary>
public sealed class IngestTrainingFile(
    IObjectStore store, AddRows addRows, ChampionSpecs specs, AlertDesk alerts, SlipwayMetrics metrics)
{
    /// <summary>The container that files are dropped into.</summary>
    public const string Container = "training";

    /// <summary>Takes every file that is there now, in the order of their names.</summary>
    public async Task<IReadOnlyList<IngestedFile>> HandleAllAsync(CancellationToken cancellationToken)
    {
        var paths = new List<ObjectPath>();
        await foreach (var entry in store.ListAsync(Container, "", cancellationToken))
        {
            paths.Add(entry.Path);
        }

        var files = new List<IngestedFile>();
        foreach (var path in paths)
        {
            files.Add(await HandleAsync(path, cancellationToken));
        }

        return files;
    }

    /// <summary>Takes a file.</summary>
    /// <param name="path">The file, in <see cref="Container"/>.</param>
    /// <param name="cancellationToken">Ends the work early; it can be done again.</param>
    public async Task<IngestedFile> HandleAsync(ObjectPath path, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(path, cancellationToken) is not { } entry)
        {
            // Told twice of the same file, and the first time it was taken.
            return new IngestedFile(null, path.ToString(), null, []);
        }

        string[] segments = path.Key.Split('/');
        if (segments.Length < 2 || !ModelName.TryParse(segments[0], out var model))
        {
            return await RejectAsync(null, entry, [new Problem(
                "data.badTrainingPath", $"'{path}' does not name a model. Put files into training/<model>/, where <model> is {ModelName.Rule}.")], cancellationToken);
        }

        var champion = await specs.GetAsync(model, cancellationToken);
        if (!champion.TryGetValue(out var spec))
        {
            return await RejectAsync(model, entry, champion.Problems, cancellationToken);
        }

        await using var rejected = TemporaryFile.Create();
        var source = new SourceFile(path.ToString(), async token => await store.OpenReadAsync(path, 0, token) ?? Stream.Null);
        var result = await addRows.HandleAsync(spec, source, rejected, cancellationToken);
        if (!result.TryGetValue(out var rows))
        {
            return await RejectAsync(model, entry, result.Problems, cancellationToken);
        }

        if (rows.Rejected > 0)
        {
            rejected.Position = 0;
            await store.PutAsync(RejectedPath(path), rejected, PutCondition.Always, cancellationToken);
        }

        // A file that was written anew meanwhile stays, and is taken in its own right.
        await store.DeleteAsync(path, entry.ETag, cancellationToken);
        metrics.CountIngested(model, "added", rows.Added);
        metrics.CountIngested(model, "duplicate", rows.Duplicates);
        metrics.CountIngested(model, "rejected", rows.Rejected);
        await alerts.ResolveAsync(AlertKind.IngestFailed, model, path.Key, cancellationToken);
        return new IngestedFile(model, path.ToString(), rows, []);
    }

    private static ObjectPath RejectedPath(ObjectPath path) => new("rejected", $"{Container}/{path.Key}");

    private async Task<IngestedFile> RejectAsync(
        ModelName? model, ObjectEntry entry, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        var target = RejectedPath(entry.Path);
        await store.PutJsonAsync(
            new ObjectPath(target.Container, target.Key + ".problems.json"), new FileProblems(problems), PutCondition.Always, cancellationToken);
        await using (var content = await store.OpenReadAsync(entry.Path, 0, cancellationToken))
        {
            if (content is not null)
            {
                await store.PutAsync(target, content, PutCondition.Always, cancellationToken);
            }
        }

        await store.DeleteAsync(entry.Path, entry.ETag, cancellationToken);
        if (model is { } name)
        {
            var condition = new AlertCondition(
                AlertKind.IngestFailed,
                name,
                entry.Path.Key,
                AlertSeverity.Warning,
                $"Labelled rows for {name} were rejected",
                $"{entry.Path} was moved to {target}: {problems[0].Message}");
            await alerts.RaiseAsync(condition, cancellationToken);
        }

        return new IngestedFile(model, entry.Path.ToString(), null, problems);
    }
}
