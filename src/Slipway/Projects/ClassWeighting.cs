namespace Slipway.Projects;

/// <summary>How much the rows of a class count in training.</summary>
public enum ClassWeighting
{
    /// <summary>All rows count alike.</summary>
    None,

    /// <summary>The rows of each class together count alike, however few they are.</summary>
    Balanced,
}
