using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Registry;
using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>Settles how a file is scored: with which version, and in which ranges.</summary>
internal sealed class ScorePlanner(IObjectStore store, ScoringModels models, FileScoringOptions options, bool canSplit, TimeProvider time)
{
    // A gzip file holds about so many times its length.
    private const int UsualExpansion = 4;

    public async Task<Result<ScorePlan>> PlanAsync(ScorePaths paths, ObjectEntry entry, CancellationToken cancellationToken)
    {
        string[] segments = entry.Path.Key.Split('/');
        if (segments.Length != 2 || !ModelName.TryParse(segments[0], out var model))
        {
            return new Problem(
                "scoring.notInAModel", $"'{entry.Path}' is not in the folder of a model. Put it at inbox/<model>/<file>.csv; a model's name is {ModelName.Rule}.");
        }

        if (!ScorePaths.IsCsv(entry.Path.Key))
        {
            return new Problem("scoring.notCsv", $"'{entry.Path}' is neither a .csv nor a .csv.gz file. Send one of these.");
        }

        var champion = await models.FindChampionAsync(model, cancellationToken).ConfigureAwait(false);
        if (!champion.TryGetValue(out int version))
        {
            return Result<ScorePlan>.Failure(champion.Problems);
        }

        var loaded = await models.LoadAsync(model, version, cancellationToken).ConfigureAwait(false);
        if (!loaded.TryGetValue(out var served))
        {
            return Result<ScorePlan>.Failure(loaded.Problems);
        }

        var source = await store.OpenReadAsync(paths.Source, 0, cancellationToken).ConfigureAwait(false)
            ?? throw new IOException($"'{entry.Path}' disappeared while its scoring was planned.");
        await using var _ = source.ConfigureAwait(false);
        var scorer = new CsvScorer(served, options.Rows);
        var opened = await CsvBlockReader.OpenAsync(source, scorer.CsvOptions, cancellationToken).ConfigureAwait(false);
        if (!opened.TryGetValue(out var reader))
        {
            return Result<ScorePlan>.Failure(opened.Problems);
        }

        using (reader)
        {
            if (scorer.Check(reader.Header) is { Count: > 0 } problems)
            {
                return Result<ScorePlan>.Failure(problems);
            }

            bool isPlain = !entry.Path.Key.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && !reader.IsCompressed;
            bool isSplit = canSplit && isPlain && entry.SizeInBytes > options.SplitAboveBytes;
            var ranges = isSplit ? await SplitAsync(reader, cancellationToken).ConfigureAwait(false) : [];
            if (reader.Failure is { } failure)
            {
                return failure;
            }

            return new ScorePlan
            {
                Model = model,
                Version = version,
                SourceETag = entry.ETag.Value,
                SourceBytes = entry.SizeInBytes,
                StartedAt = time.GetUtcNow(),
                Header = reader.Header.Names,
                RawHeader = reader.Header.Raw.ToArray(),
                Separator = reader.Header.Separator,
                IgnoredColumns = scorer.FindIgnored(reader.Header),
                ProfileStride = options.MakesProfiles
                    ? ScoringOptions.ProfileStrideFor(entry.SizeInBytes * (isPlain ? 1 : UsualExpansion))
                    : 0,
                IdColumn = options.Rows.IdColumn,
                NeutralizeFormulas = options.Rows.NeutralizeFormulas,
                Ranges = ranges.Count > 1 ? ranges : [],
            };
        }
    }

    private async Task<List<ScoreRange>> SplitAsync(CsvBlockReader reader, CancellationToken cancellationToken)
    {
        var ranges = new List<ScoreRange>();
        var (start, line) = (reader.Header.RowsOffset, reader.Header.RowsLineNumber);
        reader.LimitBlocksTo(Math.Min(CsvBlockReader.BlockBytes, options.RangeBytes));
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } block)
        {
            reader.Return(block);
            if (reader.Position - start >= options.RangeBytes)
            {
                ranges.Add(new ScoreRange(start, reader.Position, line));
                (start, line) = (reader.Position, reader.LineNumber);
            }
        }

        if (reader.Position > start)
        {
            ranges.Add(new ScoreRange(start, reader.Position, line));
        }

        return ranges;
    }
}
