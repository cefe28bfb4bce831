using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Slipway.Audit;
using Slipway.Storage;

namespace Slipway.Registry;

/// <summary>
/// Writes versions. The order of the writes makes each crash harmless:
/// 1. a claim, put only where the number is free, takes the number for this attempt alone, so nobody else writes in its folder;
/// 2. the files;
/// 3. the binding of the run to the number, put only where the run has none: from here on the version is certain, and anybody can finish
/// it;
/// 4. the manifest, which makes the version exist;
/// 5. the audit record, then a mark that it is written.
/// A crash before 3 leaves a folder that is never listed, and a number that stays unused; a retry of the run takes the next one. A crash
/// after 3
/// is mended by the retry, by a promotion of the version, or by completing the registry.
/// </summary>
internal sealed class VersionStore(IObjectStore store, AuditLog audit, TimeProvider time)
{
    public async Task<ModelManifest> RegisterAsync(ModelCandidate candidate, string actor, CancellationToken cancellationToken)
    {
        var runPath = RegistryPaths.Run(candidate.Model, candidate.Lineage.RunId);
        var bound = await store.GetJsonAsync<RunBinding>(runPath, cancellationToken).ConfigureAwait(false);
        if (bound is null)
        {
            var manifest = await ClaimAsync(candidate, actor, cancellationToken).ConfigureAwait(false);
            await WriteFilesAsync(candidate, manifest, cancellationToken).ConfigureAwait(false);
            await store.PutJsonAsync(
                runPath, new RunBinding(manifest.Version), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            bound = await store.GetJsonAsync<RunBinding>(runPath, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException($"'{runPath}' was removed while its version was registered; register the run again.");
        }

        return await FinishAsync(candidate.Model, bound.Value.Version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes the registration of a version that a crash interrupted after it was certain; does nothing for any other.</summary>
    public async Task CompleteAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var auditedPath = RegistryPaths.File(model, version, RegistryPaths.Audited);
        if (await store.FindAsync(auditedPath, cancellationToken).ConfigureAwait(false) is null
            && await ReadClaimAsync(model, version, cancellationToken).ConfigureAwait(false) is { } claim)
        {
            var runPath = RegistryPaths.Run(model, claim.Manifest.Lineage.RunId);
            var bound = await store.GetJsonAsync<RunBinding>(runPath, cancellationToken).ConfigureAwait(false);
            if (bound?.Value.Version == version)
            {
                await FinishAsync(model, version, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<ModelManifest> ClaimAsync(ModelCandidate candidate, string actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(candidate.Onnx.Span));
        var head = await audit.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        int version = await FindLastNumberAsync(candidate.Model, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            version++;
            var manifest = candidate.ToManifest(version, now, sha256);
            var claim = new VersionClaim(manifest, new PendingAudit(DescribeRegistration(manifest, actor), head.Sequence));
            var path = RegistryPaths.File(candidate.Model, version, RegistryPaths.Claim);
            if (await store.PutJsonAsync(path, claim, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false) is not null)
            {
                return manifest;
            }
        }
    }

    private async Task<int> FindLastNumberAsync(ModelName model, CancellationToken cancellationToken)
    {
        int last = 0;
        var entries = store.ListAsync(RegistryPaths.Container, RegistryPaths.VersionsPrefix(model), cancellationToken);
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            last = Math.Max(last, RegistryPaths.Parse(entry.Path)?.Version ?? 0);
        }

        return last;
    }

    private async Task WriteFilesAsync(ModelCandidate candidate, ModelManifest manifest, CancellationToken cancellationToken)
    {
        string card = ModelCard.Write(manifest, candidate.Confusion);
        (string File, ReadOnlyMemory<byte> Content)[] files =
        [
            (RegistryPaths.Onnx, candidate.Onnx),
            (NameOf(VersionFile.ReferenceProfile), candidate.ReferenceProfile),
            (NameOf(VersionFile.Card), Encoding.UTF8.GetBytes(card)),
            (NameOf(VersionFile.Spec), Encoding.UTF8.GetBytes(candidate.SpecText)),
        ];
        foreach (var (file, content) in files)
        {
            var path = RegistryPaths.File(manifest.Model, manifest.Version, file);
            await store.PutAsync(path, content, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ModelManifest> FinishAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var claim = await ReadClaimAsync(model, version, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException(
                $"'{RegistryPaths.File(model, version, RegistryPaths.Claim)}' is gone; restore it from a backup.");
        var auditedPath = RegistryPaths.File(model, version, RegistryPaths.Audited);
        if (await store.FindAsync(auditedPath, cancellationToken).ConfigureAwait(false) is null)
        {
            var manifestPath = RegistryPaths.File(model, version, RegistryPaths.Manifest);
            await store.PutJsonAsync(manifestPath, claim.Manifest, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            var record = await audit.AppendAsync(claim.Pending.Entry, claim.Pending.AfterSequence, cancellationToken).ConfigureAwait(false);
            var place = new AuditHead(record.Sequence, record.Hash);
            await store.PutJsonAsync(auditedPath, place, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        }

        return claim.Manifest;
    }

    private async Task<VersionClaim?> ReadClaimAsync(ModelName model, int version, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.File(model, version, RegistryPaths.Claim);
        return (await store.GetJsonAsync<VersionClaim>(path, cancellationToken).ConfigureAwait(false))?.Value;
    }

    private static AuditEntry DescribeRegistration(ModelManifest manifest, string actor)
    {
        string number = manifest.Version.ToString(CultureInfo.InvariantCulture);
        return new AuditEntry
        {
            Id = $"registry/{manifest.Model}/versions/{number}",
            Time = manifest.CreatedAt,
            Actor = actor,
            Action = AuditActions.VersionRegistered,
            Model = manifest.Model.Value,
            Subject = "version",
            To = number,
            Reason = $"Run {manifest.Lineage.RunId}",
        };
    }

    public static string NameOf(VersionFile file) => file switch
    {
        VersionFile.ReferenceProfile => "reference-profile",
        VersionFile.Card => "card.html",
        VersionFile.Spec => "spec.yaml",
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };
}
