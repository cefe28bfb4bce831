using System.Net;
using Slipway.Serving;
using Slipway.Storage;
using Slipway.Web.Predicting;

namespace Slipway.Web.Tests;

public sealed class SlipwayServerTests
{
    [Fact]
    public void Build_RemoteAddress_IsRefusedUnlessAllowed()
    {
        var store = new FolderObjectStore(Path.Combine(Path.GetTempPath(), "slipway-never-made"), TimeProvider.System);
        var options = new SlipwayWebOptions { Address = IPAddress.Any, MaxRows = 0, Port = 70_000 };

        var refused = SlipwayServer.Build(store, options);

        Assert.Equal(["server.options", "server.options", "server.remoteAddress"], refused.Problems.Select(p => p.Code).Order());
        options = new SlipwayWebOptions { Address = IPAddress.Any, AllowRemote = true, Port = 0 };
        Assert.True(SlipwayServer.Build(store, options).IsSuccess);
    }

    [Fact]
    public void OfRow_ManyRows_CountsInTheRandomBits()
    {
        var first = new Guid("018f0000-0000-7000-bfff-ffffffffffff");

        Assert.Equal(first, PredictionId.OfRow(first, 0));
        Assert.Equal(new Guid("018f0000-0000-7000-8000-000000000000"), PredictionId.OfRow(first, 1));
    }
}
