namespace Slipway.Registry;

/// <summary>A file beside the model in a version.</summary>
public enum VersionFile
{
    /// <summary>The profile of the training data.</summary>
    ReferenceProfile,

    /// <summary>The model card, HTML.</summary>
    Card,

    /// <summary>The spec that it was trained by, YAML.</summary>
    Spec,
}
