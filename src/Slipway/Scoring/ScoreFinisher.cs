using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>
/// Ends the scoring of a file: results in their places, the report last, then the file leaves the inbox. Whoever calls holds the file's lock.
/// Each step can be repeated after a crash.
/// </summary>
internal sealed class ScoreFinisher(
    IObjectStore store, ScoreJob job, Func<ScoredFile, CancellationToken, Task> onScored, TimeProvider time)
{
    /// <summary>What a file became that is done, also where its last steps are still to be taken; null when it is not done.</summary>
    public async Task<ScoredFile?> FindDoneAsync(ScorePaths paths, ETag etag, CancellationToken cancellationToken) =>
        await store.GetJsonAsync<ScoredFile>(paths.ScoredJson, cancellationToken).ConfigureAwait(false) is { } stored
        && stored.Value.SourceETag == etag.Value && stored.Value.Source == paths.Source.ToString()
            ? stored.Value
            : null;

    /// <summary>Finishes a file that was scored as a whole.</summary>
    public async Task FinishWholeAsync(
        ScorePaths paths,
        ScorePlan plan,
        RangeRecord record,
        int scoredParts,
        int rejectedParts,
        DatasetProfile? profile,
        CancellationToken cancellationToken)
    {
        var before = await NoteBeforeAsync(paths, new ETag(plan.SourceETag), cancellationToken).ConfigureAwait(false);
        await CommitAsync(paths.ScoredCsv, scoredParts, before.ScoredBefore, cancellationToken).ConfigureAwait(false);
        await CommitRejectedAsync(paths, rejectedParts, before, cancellationToken).ConfigureAwait(false);
        await ReportAsync(paths, plan, record, profile, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes a file of which all ranges are scored; gives the problems when one cannot be scored again.</summary>
    public async Task<IReadOnlyList<Problem>> FinishRangesAsync(
        ScorePaths paths, ScorePlan plan, RangeRecord[] records, CancellationToken cancellationToken)
    {
        var before = await NoteBeforeAsync(paths, new ETag(plan.SourceETag), cancellationToken).ConfigureAwait(false);
        if (!await IsCommittedAsync(paths.ScoredCsv, before.ScoredBefore, cancellationToken).ConfigureAwait(false))
        {
            var problems = await CloseGapsAsync(paths, plan, records, cancellationToken).ConfigureAwait(false);
            if (problems.Count > 0)
            {
                return problems;
            }

            int parts = 1 + records.Skip(1).Count(r => r.Scored > 0);
            await CommitAsync(paths.ScoredCsv, parts, before.ScoredBefore, cancellationToken).ConfigureAwait(false);
        }

        int rejectedParts = 0;
        if (!await IsCommittedAsync(paths.RejectedCsv, before.RejectedBefore, cancellationToken).ConfigureAwait(false))
        {
            rejectedParts = await StageRejectedAsync(paths, records, cancellationToken).ConfigureAwait(false);
            await CommitRejectedAsync(paths, rejectedParts, before, cancellationToken).ConfigureAwait(false);
        }

        var total = new RangeRecord(records.Sum(r => r.Scored), records.Sum(r => r.Rejected), records.Any(r => r.HasProfile))
        {
            Estimation = records.Aggregate(default(EstimationSums), (sums, record) => EstimationSums.Add(sums, record.Estimation)),
        };
        var profile = total.HasProfile ? await MergeProfilesAsync(paths, records, cancellationToken).ConfigureAwait(false) : null;
        await ReportAsync(paths, plan, total, profile, cancellationToken).ConfigureAwait(false);
        return [];
    }

    /// <summary>Tells that a file is scored, takes it out of the inbox and removes what was kept on the way.</summary>
    public async Task CloseAsync(ScorePaths paths, ETag etag, ScoredFile? done, CancellationToken cancellationToken)
    {
        if (done is not null)
        {
            await onScored(done, cancellationToken).ConfigureAwait(false);
        }

        // The file goes last: as long as it is there, somebody comes by and does what is still to be done.
        await ForgetAsync(paths, cancellationToken).ConfigureAwait(false);
        await store.DeleteAsync(paths.Source, etag, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves a whole file to <c>rejected/</c> with the reasons.</summary>
    public async Task RejectAsync(ScorePaths paths, ETag etag, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        // Rows that were published before the file was given up would be there twice. The note goes too: what is in rejected/ from here on is
        // not the rows that it tells of.
        var before = await store.GetJsonAsync<FinishRecord>(paths.Finish, cancellationToken).ConfigureAwait(false);
        if (before is not null)
        {
            await WithdrawAsync(paths.ScoredCsv, before.Value.ScoredBefore, cancellationToken).ConfigureAwait(false);
            await WithdrawAsync(paths.RejectedCsv, before.Value.RejectedBefore, cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync(paths.Finish, null, cancellationToken).ConfigureAwait(false);
        }

        var source = await store.OpenReadAsync(paths.Source, 0, cancellationToken).ConfigureAwait(false);
        if (source is not null)
        {
            await using (source.ConfigureAwait(false))
            {
                // The reason goes first: with it, the file can be taken back should a later attempt succeed.
                var reason = new RejectedFile(paths.Source.ToString(), etag.Value, time.GetUtcNow(), problems);
                await store.PutJsonAsync(paths.RejectedReason, reason, PutCondition.Always, cancellationToken).ConfigureAwait(false);
                await store.PutAsync(paths.RejectedFile, source, PutCondition.Always, cancellationToken).ConfigureAwait(false);
            }
        }

        await CloseAsync(paths, etag, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes what was kept on the way; the plan last, as it is what says that there is a job. Then what a worker with a message delivered
    /// twice wrote meanwhile: when the plan is gone, workers remove what they wrote themselves.
    /// </summary>
    public async Task ForgetAsync(ScorePaths paths, CancellationToken cancellationToken)
    {
        while (await RemoveKeptAsync(paths, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private async Task<bool> RemoveKeptAsync(ScorePaths paths, CancellationToken cancellationToken)
    {
        var kept = new List<ObjectPath>();
        await foreach (var entry in store.ListAsync(ScorePaths.Work, paths.JobPrefix, cancellationToken).ConfigureAwait(false))
        {
            kept.Add(entry.Path);
        }

        foreach (var path in kept.OrderBy(p => p == paths.Plan))
        {
            await store.DeleteAsync(path, null, cancellationToken).ConfigureAwait(false);
        }

        return kept.Count > 0;
    }

    private async Task WithdrawAsync(ObjectPath path, string? before, CancellationToken cancellationToken)
    {
        if (await IsCommittedAsync(path, before, cancellationToken).ConfigureAwait(false))
        {
            await store.DeleteAsync(path, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FinishRecord> NoteBeforeAsync(ScorePaths paths, ETag etag, CancellationToken cancellationToken)
    {
        // A process that died while it gave the file up may have left a copy in rejected/.
        var given = await store.GetJsonAsync<RejectedFile>(paths.RejectedReason, cancellationToken).ConfigureAwait(false);
        if (given?.Value.SourceETag == etag.Value
            && await store.GetJsonAsync<FinishRecord>(paths.Finish, cancellationToken).ConfigureAwait(false) is null)
        {
            await store.DeleteAsync(paths.RejectedFile, null, cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync(paths.RejectedReason, null, cancellationToken).ConfigureAwait(false);
        }

        var scored = await store.FindAsync(paths.ScoredCsv, cancellationToken).ConfigureAwait(false);
        var rejected = await store.FindAsync(paths.RejectedCsv, cancellationToken).ConfigureAwait(false);
        var now = new FinishRecord(scored?.ETag.Value, rejected?.ETag.Value);
        if (await store.PutJsonAsync(paths.Finish, now, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false) is not null)
        {
            return now;
        }

        var noted = await store.GetJsonAsync<FinishRecord>(paths.Finish, cancellationToken).ConfigureAwait(false);
        return noted?.Value ?? throw new IOException($"'{paths.Finish}' disappeared while '{paths.Source}' was finished.");
    }

    private async Task<bool> IsCommittedAsync(ObjectPath path, string? before, CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(path, cancellationToken).ConfigureAwait(false);
        return entry is not null && entry.ETag.Value != before;
    }

    private async Task CommitAsync(ObjectPath path, int parts, string? before, CancellationToken cancellationToken)
    {
        if (await IsCommittedAsync(path, before, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var condition = before is null ? PutCondition.IfAbsent : PutCondition.IfUnchanged(new ETag(before));
        if (await store.CommitPartsAsync(path, parts, condition, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new IOException($"'{path}' was changed by somebody else while it was written.");
        }
    }

    private async Task CommitRejectedAsync(ScorePaths paths, int parts, FinishRecord before, CancellationToken cancellationToken)
    {
        if (parts > 0)
        {
            await CommitAsync(paths.RejectedCsv, parts, before.RejectedBefore, cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync(paths.RejectedReason, null, cancellationToken).ConfigureAwait(false);
        }
        else if (before.RejectedBefore is { } stale
            && await store.FindAsync(paths.RejectedReason, cancellationToken).ConfigureAwait(false) is null)
        {
            // Rows of an earlier file of this name; that file's scored rows were replaced, too.
            await store.DeleteAsync(paths.RejectedCsv, new ETag(stale), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Parts are numbered without gaps, but a range may have no scored row: those behind it are then scored again, one number lower.</summary>
    private async Task<IReadOnlyList<Problem>> CloseGapsAsync(
        ScorePaths paths, ScorePlan plan, RangeRecord[] records, CancellationToken cancellationToken)
    {
        int part = 1;
        for (int range = 1; range < records.Length; range++)
        {
            if (records[range].Scored == 0)
            {
                continue;
            }

            if (part != range)
            {
                var again = await job.ScoreRangeAsync(paths, plan, range, cancellationToken).ConfigureAwait(false);
                if (!again.TryGetValue(out var scored))
                {
                    return again.Problems;
                }

                await store.StagePartAsync(paths.ScoredCsv, part, scored.Sink.Scored.Memory, cancellationToken).ConfigureAwait(false);
            }

            part++;
        }

        return [];
    }

    private async Task<int> StageRejectedAsync(ScorePaths paths, RangeRecord[] records, CancellationToken cancellationToken)
    {
        int parts = 0;
        for (int range = 0; range < records.Length; range++)
        {
            if (records[range].Rejected == 0)
            {
                continue;
            }

            var kept = await GetAsync(paths.RangeRejected(range), cancellationToken).ConfigureAwait(false);
            byte[] content = parts == 0 ? [.. CsvScorer.RejectedHeader.Span, .. kept.Span] : kept.ToArray();
            await store.StagePartAsync(paths.RejectedCsv, parts++, content, cancellationToken).ConfigureAwait(false);
        }

        return parts;
    }

    private async Task<DatasetProfile> MergeProfilesAsync(ScorePaths paths, RangeRecord[] records, CancellationToken cancellationToken)
    {
        var builder = new DatasetProfileBuilder();
        for (int range = 0; range < records.Length; range++)
        {
            if (records[range].HasProfile)
            {
                var bytes = await GetAsync(paths.RangeProfile(range), cancellationToken).ConfigureAwait(false);
                builder.Add(DatasetProfile.Deserialize(bytes.Span).Value);
            }
        }

        return builder.Build();
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(ObjectPath path, CancellationToken cancellationToken) =>
        (await store.GetAsync(path, cancellationToken).ConfigureAwait(false))?.Content
        ?? throw new IOException($"'{path}' disappeared before it was used.");

    private async Task ReportAsync(
        ScorePaths paths, ScorePlan plan, RangeRecord total, DatasetProfile? profile, CancellationToken cancellationToken)
    {
        if (profile is not null)
        {
            await store.PutAsync(paths.ScoredProfile, profile.Serialize(), PutCondition.Always, cancellationToken).ConfigureAwait(false);
        }

        var file = new ScoredFile
        {
            Model = plan.Model,
            Version = plan.Version,
            Source = paths.Source.ToString(),
            SourceETag = plan.SourceETag,
            SourceBytes = plan.SourceBytes,
            ScoredRows = total.Scored,
            RejectedRows = total.Rejected,
            Ranges = Math.Max(1, plan.Ranges.Count),
            StartedAt = plan.StartedAt,
            FinishedAt = time.GetUtcNow(),
            ScoredCsv = paths.ScoredCsv.ToString(),
            RejectedCsv = total.Rejected > 0 ? paths.RejectedCsv.ToString() : null,
            Profile = profile is null ? null : paths.ScoredProfile.ToString(),
            ProfileStride = profile is null ? 0 : plan.ProfileStride,
            Estimation = total.Estimation,
            IgnoredColumns = plan.IgnoredColumns,
        };
        await store.PutJsonAsync(paths.ScoredJson, file, PutCondition.Always, cancellationToken).ConfigureAwait(false);
    }
}
