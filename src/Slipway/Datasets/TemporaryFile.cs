namespace Slipway.Datasets;

/// <summary>Temporary files that go away when they are closed.</summary>
internal static class TemporaryFile
{
    public static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        bufferSize: 4096,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
