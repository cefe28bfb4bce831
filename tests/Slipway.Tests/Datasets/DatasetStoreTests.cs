using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Slipway.Datasets;
using Slipway.Storage;

namespace Slipway.Tests.Datasets;

public sealed class DatasetStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-").FullName;
    private readonly DatasetStore _datasets;

    public DatasetStoreTests() => _datasets = new DatasetStore(new FolderObjectStore(_folder, TimeProvider.System), TimeProvider.System);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ImportAsync_OnePlainFile_IsNamedByItsBytes()
    {
        byte[] bytes = "\uFEFFa,b\r\n1,2"u8.ToArray();

        var manifest = (await _datasets.ImportAsync([File("x.csv", bytes)], default)).Value;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), manifest.Version);
        Assert.Equal(bytes, await ContentAsync(manifest.Version));
    }

    [Fact]
    public async Task ImportAsync_TheSameContentAgain_IsTheSameVersion()
    {
        var first = (await _datasets.ImportAsync([File("x.csv", "a\n1\n"u8.ToArray())], default)).Value;
        var second = (await _datasets.ImportAsync([File("other.csv", "a\n1\n"u8.ToArray())], default)).Value;

        Assert.Equal(first.Version, second.Version);
        Assert.Equal("x.csv", second.Files[0].Name);
    }

    [Fact]
    public async Task ImportAsync_GzipFile_IsStoredDecompressed()
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        var manifest = (await _datasets.ImportAsync([File("x.csv.gz", compressed.ToArray())], default)).Value;

        Assert.Equal("a,b\n1,2\n"u8.ToArray(), await ContentAsync(manifest.Version));
    }

    [Fact]
    public async Task ImportAsync_SeveralFiles_KeepsOneHeaderAndThePlaces()
    {
        var manifest = (await _datasets.ImportAsync(
            [File("1.csv", "a,b\n1,2"u8.ToArray()), File("2.csv", "\uFEFFa,b\r\n3,4\n5,6\n"u8.ToArray())], default)).Value;

        Assert.Equal("a,b\n1,2\n3,4\n5,6\n"u8.ToArray(), await ContentAsync(manifest.Version));
        Assert.Equal([new DatasetPart("1.csv", 1), new DatasetPart("2.csv", 3)], manifest.Files);
    }

    [Fact]
    public async Task ImportAsync_FaultyFiles_ListsAllAndStoresNothing()
    {
        var result = await _datasets.ImportAsync(
            [File("1.csv", "a,b\n1,2\n"u8.ToArray()), File("2.csv", "a,c\n1,2\n"u8.ToArray()), File("3.csv.gz", [0x1F, 0x8B, 8, 0, 1])], default);

        Assert.Equal(["data.headersDiffer", "data.corruptGzip"], result.Problems.Select(p => p.Code));
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    private static SourceFile File(string name, byte[] content) => new(name, _ => Task.FromResult<Stream>(new MemoryStream(content)));

    private async Task<byte[]> ContentAsync(string version)
    {
        await using var stream = (await _datasets.OpenAsync(version, default))!;
        var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
