using Slipway.Projects;

namespace Slipway.Registry;

/// <summary>The spec that a version was trained by, as the registry keeps it.</summary>
/// <param name="Manifest">The version.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Text">The text of the spec.</param>
public sealed record StoredSpec(ModelManifest Manifest, ModelSpec Spec, string Text);
