using System.Globalization;
using Slipway.Audit;
using Slipway.Learning.Results;
using Slipway.Storage;

namespace Slipway.Access;

/// <summary>
/// Makes, rotates and revokes keys. Each change is one conditional write, which carries its audit entry until that is logged. Running
/// servers see it within seconds.
/// </summary>
/// <param name="store">Where the keys are.</param>
/// <param name="audit">Where changes are logged.</param>
/// <param name="time">The clock.</param>
/// <param name="randomBytes">Gives as many bytes as it is asked for, fit for secrets.</param>
public sealed class AccessKeys(IObjectStore store, AuditLog audit, TimeProvider time, Func<int, byte[]> randomBytes)
{
    /// <summary>The longest name of a key, in characters.</summary>
    public const int MaxNameLength = 64;

    private const int MaxAttempts = 50;
    private const string AllModels = "*";

    private readonly AuditedDocuments<AccessKeyDocument> _documents = new(store, audit);

    /// <summary>All keys, revoked ones too, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<AccessKey>> ListAsync(CancellationToken cancellationToken) =>
        (await _documents.CompleteAsync(AccessKeyDocument.Path, cancellationToken).ConfigureAwait(false))?.Value.Keys ?? [];

    /// <summary>Makes a key.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="roles">What it may do.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The key with its text; or <c>access.nameInvalid</c>, <c>access.noRole</c>, <c>access.conflict</c>.</returns>
    public async Task<Result<IssuedKey>> CreateAsync(
        string name, IReadOnlyCollection<AccessRole> roles, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentException.ThrowIfNullOrEmpty(actor);
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            problems.Add(new("access.nameInvalid", $"A key needs a name of 1 to {MaxNameLength} characters that says who uses it."));
        }

        if (roles.Count == 0)
        {
            problems.Add(new("access.noRole", "A key without a role may do nothing. Give it predict, read or operate."));
        }

        if (problems.Count > 0)
        {
            return Result<IssuedKey>.Failure(problems);
        }

        return await ChangeAsync(
            AuditActions.KeyCreated,
            actor,
            keys =>
            {
                string id = Convert.ToHexStringLower(randomBytes(KeyText.IdBytes));
                return keys.Any(k => k.Id == id) ? Conflict() : Issue(new AccessKey
                {
                    Id = id,
                    Name = name,
                    Roles = [.. roles.Distinct().Order()],
                    Hash = "",
                    CreatedAt = time.GetUtcNow(),
                });
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a key a new secret. It keeps its id, its name and its roles.</summary>
    /// <param name="id">The key.</param>
    /// <param name="keepFormerFor">How long the former text works on, so that callers can change over without a gap; zero ends it now.</param>
    /// <param name="actor">Who rotates it.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The key with its text; or <c>access.keyNotFound</c>, <c>access.keyRevoked</c>, <c>access.conflict</c>.</returns>
    public Task<Result<IssuedKey>> RotateAsync(string id, TimeSpan keepFormerFor, string actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keepFormerFor, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrEmpty(actor);
        return ChangeAsync(
            AuditActions.KeyRotated,
            actor,
            keys =>
            {
                if (!Find(keys, id).TryGetValue(out var key))
                {
                    return NotFound(id);
                }

                var now = time.GetUtcNow();
                return key.RevokedAt is { } revoked
                    ? new Problem("access.keyRevoked", $"Key '{id}' was revoked at {revoked:u} and stays so. Create another.")
                    : Issue(key with
                    {
                        RotatedAt = now,
                        FormerHash = keepFormerFor > TimeSpan.Zero ? key.Hash : null,
                        FormerUntil = keepFormerFor > TimeSpan.Zero ? now + keepFormerFor : null,
                    });
            },
            cancellationToken);
    }

    /// <summary>Ends a key for good. Ending it again changes nothing.</summary>
    /// <returns>The key; or <c>access.keyNotFound</c>, <c>access.conflict</c>.</returns>
    public async Task<Result<AccessKey>> RevokeAsync(string id, string actor, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(actor);
        var changed = await ChangeAsync(
            AuditActions.KeyRevoked,
            actor,
            keys => Find(keys, id).TryGetValue(out var key)
                ? new IssuedKey(key with { RevokedAt = key.RevokedAt ?? time.GetUtcNow(), FormerHash = null, FormerUntil = null }, "")
                : NotFound(id),
            cancellationToken).ConfigureAwait(false);
        return changed.TryGetValue(out var issued) ? issued.Key : Result<AccessKey>.Failure(changed.Problems);
    }

    private static Result<AccessKey> Find(IReadOnlyList<AccessKey> keys, string id) =>
        keys.FirstOrDefault(k => k.Id == id) is { } key ? key : NotFound(id);

    private static Problem NotFound(string id) =>
        new("access.keyNotFound", $"There is no key '{id}'. 'slipway keys list' shows the ids of those that there are.");

    private static Problem Conflict() => new("access.conflict", "Somebody else changes the keys at the same time. Try again.");

    private IssuedKey Issue(AccessKey key)
    {
        string text = KeyText.Create(key.Id, randomBytes(KeyText.SecretBytes));
        return new IssuedKey(key with { Hash = KeyText.Hash(text) }, text);
    }

    private async Task<Result<IssuedKey>> ChangeAsync(
        string action, string actor, Func<IReadOnlyList<AccessKey>, Result<IssuedKey>> decide, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await _documents.CompleteAsync(AccessKeyDocument.Path, cancellationToken).ConfigureAwait(false);
            var document = stored?.Value ?? new AccessKeyDocument();
            var decided = decide(document.Keys);
            if (!decided.TryGetValue(out var issued) || document.Keys.Contains(issued.Key))
            {
                return decided;
            }

            var entry = Describe(action, actor, document, issued.Key);
            if (await _documents.TryChangeAsync(
                AccessKeyDocument.Path, stored, entry, pending => document.With(issued.Key, pending), cancellationToken).ConfigureAwait(false))
            {
                return issued;
            }
        }

        return Conflict();
    }

    private AuditEntry Describe(string action, string actor, AccessKeyDocument document, AccessKey key) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"access/keys/{document.Revision + 1}"),
        Time = time.GetUtcNow(),
        Actor = actor,
        Action = action,
        Model = AllModels,
        Subject = $"key:{key.Id}",
        From = document.Keys.FirstOrDefault(k => k.Id == key.Id) is { } before ? StateOf(before) : null,
        To = StateOf(key),
        Reason = key.Name,
    };

    private static string StateOf(AccessKey key) =>
        key.RevokedAt is null ? string.Join(',', key.Roles.Select(r => r.ToString().ToLowerInvariant())) : "revoked";
}
