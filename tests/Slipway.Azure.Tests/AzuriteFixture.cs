using System.Globalization;
using Slipway.Azure;

namespace Slipway.Azure.Tests;

/// <summary>One Azurite for all tests of the collection. Each store opened anew has names of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-azurite-");
    private Azurite? _azurite;
    private int _counter;

    public string ConnectionString => _azurite!.ConnectionString;

    public string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _counter)}-");

    public AzureStorage Open(string prefix) => AzureStorage.Open(ConnectionString, new AzureStorageOptions { NamePrefix = prefix }).Value;

    public async Task InitializeAsync()
    {
        if (Azurite.SkipReason is null)
        {
            _azurite = await Azurite.StartAsync(_folder.FullName);
        }
    }

    public Task DisposeAsync()
    {
        _azurite?.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
