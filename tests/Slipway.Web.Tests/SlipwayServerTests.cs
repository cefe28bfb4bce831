using System.Net;
using System.Security.Cryptography;
using Slipway.Access;
using Slipway.Audit;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Web.Predicting;

namespace Slipway.Web.Tests;

public sealed class SlipwayServerTests
{
    [Fact]
    public async Task BuildAsync_RemoteAddress_TakesKeysOrLeave()
    {
        string folder = Directory.CreateTempSubdirectory("slipway-web-").FullName;
        try
        {
            var store = new FolderObjectStore(folder, TimeProvider.System);
            var options = new SlipwayWebOptions { Address = IPAddress.Any, MaxRows = 0, Port = 70_000 };
            options.Limits.MaxHeaders = 0;

            var refused = await SlipwayServer.BuildAsync(store, options, null, default);

            Assert.Equal(
                ["server.options", "server.options", "server.options", "server.remoteAddress"], refused.Problems.Select(p => p.Code).Order());
            Assert.True(await IsBuiltAsync(store, new() { Address = IPAddress.Any, AllowRemote = true, Port = 0 }));
            Assert.False(await IsBuiltAsync(store, new() { Address = IPAddress.Any, Port = 0 }));

            var keys = new AccessKeys(store, new AuditLog(store), TimeProvider.System, RandomNumberGenerator.GetBytes);
            Assert.True((await keys.CreateAsync("ada", [AccessRole.Read], "test", default)).IsSuccess);
            Assert.True(await IsBuiltAsync(store, new() { Address = IPAddress.Any, Port = 0 }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> IsBuiltAsync(FolderObjectStore store, SlipwayWebOptions options)
    {
        var built = await SlipwayServer.BuildAsync(store, options, null, default);
        if (built.TryGetValue(out var app))
        {
            await app.DisposeAsync();
        }

        return built.IsSuccess;
    }

    [Fact]
    public void OfRow_ManyRows_CountsInTheRandomBits()
    {
        var first = new Guid("018f0000-0000-7000-bfff-ffffffffffff");

        Assert.Equal(first, PredictionId.OfRow(first, 0));
        Assert.Equal(new Guid("018f0000-0000-7000-8000-000000000000"), PredictionId.OfRow(first, 1));
    }
}
