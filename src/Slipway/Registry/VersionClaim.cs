using Slipway.Audit;

namespace Slipway.Registry;

/// <summary>
/// The object that takes a version's number for one attempt to register. It holds all that is needed to finish the registration from any
/// process once the files are written.
/// </summary>
internal sealed record VersionClaim(ModelManifest Manifest, PendingAudit Pending);
