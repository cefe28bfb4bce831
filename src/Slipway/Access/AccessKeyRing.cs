using System.Collections.Frozen;
using System.Security.Cryptography;
using Slipway.Storage;

namespace Slipway.Access;

/// <summary>The keys of a store in memory, for the requests of a server. Safe to use from several threads.</summary>
public sealed class AccessKeyRing(IObjectStore store, TimeProvider time)
{
    private static readonly byte[] NoHash = new byte[KeyText.HashBytes];

    private volatile Keys _keys = new(null, false, FrozenDictionary<string, Entry>.Empty);

    /// <summary>
    /// Whether callers need a key: since one was ever made. Revoking the last, or a lost file of keys, shuts everybody out and does not
    /// let everybody in.
    /// </summary>
    public bool IsRequired => _keys.IsRequired;

    /// <summary>Reads the keys again if they changed.</summary>
    /// <exception cref="IOException">The store is out of reach; the keys stay as they were.</exception>
    /// <exception cref="InvalidDataException">The file of keys is damaged; the keys stay as they were.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var before = _keys;
        var entry = await store.FindAsync(AccessKeyDocument.Path, cancellationToken).ConfigureAwait(false);
        if (entry is null)
        {
            _keys = new(null, before.IsRequired, FrozenDictionary<string, Entry>.Empty);
            return;
        }

        if (entry.ETag == before.ETag)
        {
            return;
        }

        var stored = await store.GetJsonAsync<AccessKeyDocument>(AccessKeyDocument.Path, cancellationToken).ConfigureAwait(false);
        var keys = stored?.Value.Keys ?? [];
        _keys = new(
            stored?.ETag,
            before.IsRequired || keys.Count > 0,
            keys.Where(k => k.RevokedAt is null).ToFrozenDictionary(k => k.Id, Entry.Of, StringComparer.Ordinal));
    }

    /// <summary>Who sends a text as their key.</summary>
    /// <returns>The caller, or <see langword="null"/> when it is not a key that works.</returns>
    public Caller? Find(ReadOnlySpan<char> text)
    {
        if (!KeyText.TryGetId(text, out var id))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[KeyText.HashBytes];
        KeyText.Hash(text, hash);

        // An unknown id takes as long as a known one.
        bool isKnown = _keys.ById.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var entry);
        bool isCurrent = CryptographicOperations.FixedTimeEquals(hash, isKnown ? entry!.Hash : NoHash);
        bool isFormer = CryptographicOperations.FixedTimeEquals(hash, entry?.FormerHash ?? NoHash);
        return isKnown && (isCurrent || (isFormer && time.GetUtcNow() < entry!.FormerUntil)) ? entry!.Caller : null;
    }

    private sealed record Keys(ETag? ETag, bool IsRequired, FrozenDictionary<string, Entry> ById);

    private sealed record Entry(byte[] Hash, byte[]? FormerHash, DateTimeOffset FormerUntil, Caller Caller)
    {
        public static Entry Of(AccessKey key) => new(
            Convert.FromHexString(key.Hash),
            key.FormerHash is null ? null : Convert.FromHexString(key.FormerHash),
            key.FormerUntil ?? DateTimeOffset.MinValue,
            new Caller($"key:{key.Id}", key.Roles));
    }
}
