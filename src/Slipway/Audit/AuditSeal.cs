using System.Security.Cryptography;
using System.Text.Json;
using Slipway.Storage;

namespace Slipway.Audit;

/// <summary>Gives records their hash, and checks it.</summary>
internal static class AuditSeal
{
    private const string HashProperty = "hash";

    public static AuditRecord Seal(AuditEntry entry, long sequence, string previousHash)
    {
        var record = new AuditRecord
        {
            Sequence = sequence,
            Id = entry.Id,
            Time = entry.Time.ToUniversalTime(),
            Actor = entry.Actor,
            Action = entry.Action,
            Model = entry.Model,
            Subject = entry.Subject,
            From = entry.From,
            To = entry.To,
            Reason = entry.Reason,
            PreviousHash = previousHash,
            Hash = "",
        };
        using var document = JsonSerializer.SerializeToDocument(record, StoreJson.TypeOf<AuditRecord>());
        return record with { Hash = HashOf(document.RootElement) };
    }

    /// <summary>
    /// Reads a record as stored. Its hash is of the stored document, not of what this type reads of it, so that an added property shows
    /// too.
    /// </summary>
    /// <exception cref="JsonException">It is not a record.</exception>
    public static (AuditRecord Record, bool IsIntact) Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var record = document.Deserialize(StoreJson.TypeOf<AuditRecord>()) ?? throw new JsonException("The record is null.");
        return (record, HashOf(document.RootElement) == record.Hash);
    }

    private static string HashOf(JsonElement record) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteWithout(record, HashProperty)));
}
