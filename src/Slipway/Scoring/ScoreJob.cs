using Slipway.Learning.Profiles;
using Slipway.Learning.Results;
using Slipway.Learning.Tables;
using Slipway.Serving;
using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>The scoring that a plan asks for: whole files and ranges of them.</summary>
internal sealed class ScoreJob(IObjectStore store, ScoringModels models, FileScoringOptions options)
{
    /// <summary>Scores a whole file into staged parts.</summary>
    public async Task<Result<(RangeRecord Record, int ScoredParts, int RejectedParts, DatasetProfile? Profile)>> ScoreWholeAsync(
        ScorePaths paths, ScorePlan plan, CancellationToken cancellationToken)
    {
        var loaded = await models.LoadAsync(plan.Model, plan.Version, cancellationToken).ConfigureAwait(false);
        if (!loaded.TryGetValue(out var model))
        {
            return Result<(RangeRecord, int, int, DatasetProfile?)>.Failure(loaded.Problems);
        }

        var source = await OpenAsync(paths, 0, cancellationToken).ConfigureAwait(false);
        await using var _ = source.ConfigureAwait(false);
        var sink = new PartsSink(store, paths.ScoredCsv, paths.RejectedCsv, options.RangeBytes);
        var scorer = await ScorerAsync(model, plan, cancellationToken).ConfigureAwait(false);
        var scored = await scorer.ScoreAsync(source, sink, null, cancellationToken).ConfigureAwait(false);
        if (!scored.TryGetValue(out var outcome))
        {
            return Result<(RangeRecord, int, int, DatasetProfile?)>.Failure(scored.Problems);
        }

        await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        var record = new RangeRecord(outcome.Counts.Scored, outcome.Counts.Rejected, outcome.Profile is not null) { Estimation = outcome.Estimation };
        return (record, sink.ScoredParts, sink.RejectedParts, outcome.Profile);
    }

    /// <summary>Scores a range into memory.</summary>
    public async Task<Result<(ScoreOutcome Outcome, MemorySink Sink)>> ScoreRangeAsync(
        ScorePaths paths, ScorePlan plan, int index, CancellationToken cancellationToken)
    {
        var loaded = await models.LoadAsync(plan.Model, plan.Version, cancellationToken).ConfigureAwait(false);
        if (!loaded.TryGetValue(out var model))
        {
            return Result<(ScoreOutcome, MemorySink)>.Failure(loaded.Problems);
        }

        var range = plan.Ranges[index];
        var opened = await OpenAsync(paths, range.Start, cancellationToken).ConfigureAwait(false);
        var source = new LimitedStream(opened, range.EndExclusive - range.Start);
        await using var _ = source.ConfigureAwait(false);
        var header = new CsvHeaderRecord(plan.Header, plan.RawHeader, plan.Separator, range.Start, range.FirstLineNumber);
        var sink = new MemorySink();
        var scorer = await ScorerAsync(model, plan, cancellationToken).ConfigureAwait(false);
        var scored = await scorer.ScoreRangeAsync(source, header, index == 0, sink, cancellationToken).ConfigureAwait(false);
        return scored.TryGetValue(out var outcome) ? (outcome, sink) : Result<(ScoreOutcome, MemorySink)>.Failure(scored.Problems);
    }

    private async Task<CsvScorer> ScorerAsync(ServedModel model, ScorePlan plan, CancellationToken cancellationToken)
    {
        var tally = plan.ProfileStride > 0
            ? await models.FindTallyAsync(plan.Model, plan.Version, cancellationToken).ConfigureAwait(false)
            : null;
        return new CsvScorer(model, options.Rows with
        {
            IdColumn = plan.IdColumn,
            NeutralizeFormulas = plan.NeutralizeFormulas,
            ProfileStride = plan.ProfileStride,
            Estimation = tally,
            EstimationStride = ScoringOptions.EstimationStrideFor(tally, plan.SourceBytes),
        });
    }

    private async Task<Stream> OpenAsync(ScorePaths paths, long offset, CancellationToken cancellationToken) =>
        await store.OpenReadAsync(paths.Source, offset, cancellationToken).ConfigureAwait(false)
        ?? throw new IOException($"'{paths.Source}' disappeared while it was scored.");
}
