namespace Slipway.Projects;

/// <summary>Where the rows of a <see cref="DataSource"/> are.</summary>
public enum DataSourceKind
{
    /// <summary>In files of the project folder.</summary>
    File,

    /// <summary>In objects of the store.</summary>
    Blob,
}
