using System.Text.Json;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Audit;

/// <summary>One pass over the log that collects every break.</summary>
internal sealed class AuditVerification(IObjectStore store, AuditHead? expected)
{
    private const string Advice = "Find out who could write to the audit container, and restore the object from a backup.";

    private readonly List<Problem> _breaks = [];

    public async Task<Result<AuditHead>> RunAsync(CancellationToken cancellationToken)
    {
        // The head first: records that are appended meanwhile are then behind it, never before it.
        var head = await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        var last = AuditHead.Empty;
        var hashes = new Dictionary<long, string>();
        await foreach (var entry in store.ListAsync(AuditLog.Container, AuditLog.RecordsPrefix, cancellationToken).ConfigureAwait(false))
        {
            if (AuditLog.SequenceOf(entry.Path) is not { } sequence)
            {
                Add("recordUnexpected", $"'{entry.Path}' does not have the name of a record.");
                continue;
            }

            if (await CheckAsync(sequence, last, cancellationToken).ConfigureAwait(false) is { } hash)
            {
                last = new AuditHead(sequence, hash);
                if (sequence == head?.Sequence || sequence == expected?.Sequence)
                {
                    hashes[sequence] = hash;
                }
            }
        }

        CheckHead(head, last, hashes);
        return _breaks.Count == 0 ? last : Result<AuditHead>.Failure(_breaks);
    }

    /// <returns>The record's hash, empty when it cannot be read; null when the record vanished.</returns>
    private async Task<string?> CheckAsync(long sequence, AuditHead last, CancellationToken cancellationToken)
    {
        var path = AuditLog.PathOf(sequence);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        if (sequence > last.Sequence + 1)
        {
            string missing = sequence == last.Sequence + 2
                ? $"Record {sequence - 1} is"
                : $"Records {last.Sequence + 1} to {sequence - 1} are";
            Add("recordMissing", $"{missing} missing before '{path}'.");
        }

        try
        {
            var (record, isIntact) = AuditSeal.Read(stored.Content);
            if (!isIntact || record.Sequence != sequence)
            {
                Add(
                    "recordChanged",
                    $"'{path}' was changed: its hash is not the one of its content, or its sequence not the one of its name.");
            }

            // After a gap or an unreadable record there is nothing to compare with, and that is reported already.
            if (sequence == last.Sequence + 1 && last.Hash.Length > 0 && record.PreviousHash != last.Hash)
            {
                Add(
                    "chainBroken",
                    $"'{path}' does not follow record {last.Sequence}: that record was replaced after this one was written.");
            }

            return record.Hash;
        }
        catch (JsonException)
        {
            Add("recordUnreadable", $"'{path}' is not an audit record any more.");
            return "";
        }
    }

    private async Task<AuditHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await store.GetJsonAsync<AuditHead>(AuditLog.HeadPath, cancellationToken).ConfigureAwait(false))?.Value;
        }
        catch (InvalidDataException)
        {
            Add("headUnreadable", $"'{AuditLog.HeadPath}' is not a head any more.");
            return AuditHead.Empty;
        }
    }

    private void CheckHead(AuditHead? head, AuditHead last, Dictionary<long, string> hashes)
    {
        if (head is null)
        {
            // A crash between the very first record and its head leaves one record without a head.
            if (last.Sequence > 1)
            {
                Add(
                    "headMissing",
                    $"'{AuditLog.HeadPath}' is missing though there are {last.Sequence} records; the last ones may be gone too.");
            }
        }
        else if (head.Sequence > last.Sequence)
        {
            Add(
                "tailMissing",
                $"'{AuditLog.HeadPath}' is at record {head.Sequence} but the last record is {last.Sequence}: the end of the log is gone.");
        }
        else if (hashes.TryGetValue(head.Sequence, out string? hash) && hash != head.Hash)
        {
            Add("headMismatch", $"'{AuditLog.HeadPath}' has another hash than record {head.Sequence}: one of the two was changed.");
        }

        if (expected is { Sequence: > 0 } && (!hashes.TryGetValue(expected.Sequence, out string? kept) || kept != expected.Hash))
        {
            Add(
                "expectedHeadMismatch",
                $"Record {expected.Sequence} does not have the expected hash {expected.Hash}: the log was rewritten since.");
        }
    }

    private void Add(string reason, string message) => _breaks.Add(new Problem("audit." + reason, $"{message} {Advice}"));
}
