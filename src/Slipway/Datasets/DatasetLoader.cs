using Slipway.Learning.Results;
using Slipway.Projects;

namespace Slipway.Datasets;

/// <summary>Loads dataset versions from a store.</summary>
public static class DatasetLoader
{
    /// <summary>Loads a version.</summary>
    /// <returns>The rows, or <c>data.versionNotFound</c>, or the problems of <see cref="DatasetReader.Read"/>.</returns>
    public static async Task<Result<LoadedDataset>> LoadAsync(
        DatasetStore datasets, string version, ModelSpec spec, CancellationToken cancellationToken)
    {
        var manifest = await datasets.FindAsync(version, cancellationToken);
        var content = manifest is null ? null : await datasets.OpenAsync(version, cancellationToken);
        if (manifest is null || content is null)
        {
            return new Problem("data.versionNotFound", $"The store has no dataset version {version}. Train from the project that has the data.");
        }

        await using (content)
        {
            return DatasetReader.Read(content, manifest.Files, spec, cancellationToken);
        }
    }
}
