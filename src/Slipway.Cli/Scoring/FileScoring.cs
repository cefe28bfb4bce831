using Slipway.Cli.CommandLine;
using Slipway.Learning.Results;
using Slipway.Scoring;
using Slipway.Serving;

namespace Slipway.Cli.Scoring;

/// <summary>Scores one local file into others, which appear under their names only when they are complete.</summary>
internal sealed class FileScoring(string source, string? target, string? profile)
{
    private const string Unfinished = ".unfinished";

    public async Task<Result<FileScored>> RunAsync(
        ServedModel model, ScoringOptions options, IProgress<ScoreProgress> progress, CancellationToken cancellationToken)
    {
        string output = target ?? WithoutExtension(source) + ".scored.csv";
        string rejected = WithoutExtension(output) + ".rejected.csv";
        if (SameFile(source, output) || SameFile(source, rejected))
        {
            return new Problem("scoring.overwritesInput", $"The output '{output}' would overwrite the input. Give another with --output.");
        }

        long start = Workspace.Clock.GetTimestamp();
        try
        {
            var result = await WriteAsync(model, options, output, rejected, progress, cancellationToken);
            if (!result.TryGetValue(out var outcome))
            {
                return Result<FileScored>.Failure(result.Problems);
            }

            if (profile is not null && outcome.Profile is { } rows)
            {
                await File.WriteAllBytesAsync(profile, rows.Serialize(), cancellationToken);
            }

            bool hasRejected = Publish(output, rejected);
            double seconds = Workspace.Clock.GetElapsedTime(start).TotalSeconds;
            return new FileScored(
                model.Manifest.Model.Value,
                model.Manifest.Version,
                outcome.Counts.Scored,
                outcome.Counts.Rejected,
                seconds,
                (long)(outcome.Counts.Rows / seconds),
                output,
                hasRejected ? rejected : null,
                outcome.IgnoredColumns);
        }
        finally
        {
            File.Delete(output + Unfinished);
            File.Delete(rejected + Unfinished);
        }
    }

    private async Task<Result<ScoreOutcome>> WriteAsync(
        ServedModel model,
        ScoringOptions options,
        string output,
        string rejected,
        IProgress<ScoreProgress> progress,
        CancellationToken cancellationToken)
    {
        await using var rows = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        await using var scored = Create(output + Unfinished);
        await using var sink = new StreamSink(scored, () => Create(rejected + Unfinished));
        return await new CsvScorer(model, options).ScoreAsync(rows, sink, progress, cancellationToken);
    }

    // No buffer of its own: what is written comes in large blocks.
    private static FileStream Create(string file) => new(file, FileMode.Create, FileAccess.Write, FileShare.None, 0);

    /// <summary>Gives the files their names; those of an earlier run go.</summary>
    private static bool Publish(string output, string rejected)
    {
        File.Move(output + Unfinished, output, overwrite: true);
        File.Delete(rejected);
        if (!File.Exists(rejected + Unfinished))
        {
            return false;
        }

        File.Move(rejected + Unfinished, rejected);
        return true;
    }

    private static bool SameFile(string left, string right) =>
        string.Equals(Path.GetFullPath(left), Path.GetFullPath(right), StringComparison.Ordinal);

    private static string WithoutExtension(string file)
    {
        string plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        return plain.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? plain[..^4] : plain;
    }
}
