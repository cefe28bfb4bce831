using Slipway.Azure;
using Slipway.Azure.Tests;
using Slipway.Storage;

namespace Slipway.Benchmarks.Faults;

/// <summary>The store that all servers share: a folder, or an Azurite whose data is in a folder.</summary>
internal sealed class FaultStore : IAsyncDisposable
{
    private readonly string _folder;
    private Azurite? _azurite;

    private FaultStore(string folder, Azurite? azurite)
    {
        (_folder, _azurite) = (folder, azurite);
        if (azurite is null)
        {
            Objects = new FolderObjectStore(folder, TimeProvider.System);
            Queue = new FolderWorkQueue(folder, TimeProvider.System);
            return;
        }

        var storage = AzureStorage.Open(azurite.ConnectionString, new AzureStorageOptions()).Value;
        (Objects, Queue) = (storage.Store, storage.Queue);
    }

    public IObjectStore Objects { get; }

    public IWorkQueue Queue { get; }

    public IReadOnlyList<string> ServeArguments => _azurite is null ? ["serve", "--port", "0", "--store", _folder] : ["serve", "--port", "0"];

    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>();

    public static async Task<FaultStore> OpenAsync(string folder, bool onAzurite)
    {
        Directory.CreateDirectory(folder);
        if (!onAzurite)
        {
            return new FaultStore(folder, null);
        }

        var azurite = await Azurite.StartAsync(folder);
        return new FaultStore(folder, azurite)
        {
            Variables = new Dictionary<string, string> { ["SLIPWAY_STORAGE"] = azurite.ConnectionString },
        };
    }

    /// <summary>Takes the storage service away for a time; it comes back with the same data on the same ports.</summary>
    public async Task PauseAsync(TimeSpan time)
    {
        var (blobPort, queuePort) = (_azurite!.BlobPort, _azurite.QueuePort);
        await _azurite.StopAsync();
        await Task.Delay(time);
        _azurite = await Azurite.StartAsync(_folder, blobPort, queuePort);
    }

    /// <summary>The names of the objects of a container.</summary>
    public async Task<List<string>> ListAsync(string container)
    {
        var keys = new List<string>();
        await foreach (var entry in Objects.ListAsync(container, "", CancellationToken.None))
        {
            keys.Add(entry.Path.Key);
        }

        return keys;
    }

    public ValueTask DisposeAsync()
    {
        _azurite?.Dispose();
        return ValueTask.CompletedTask;
    }
}
