using System.Net;
using Slipway.Storage;

namespace Slipway.Web.Tests.Protocols;

public sealed class DefaultModelTests
{
    [Fact]
    public async Task Ping_OnlyModel_IsTheDefault()
    {
        await using var server = await TestServer.StartAsync(models => models.AddWineAsync());

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/ping")).StatusCode);
    }

    [Fact]
    public async Task Ping_SeveralModelsOrNone_Is404ThatSaysSo()
    {
        await using var several = await TestServer.StartAsync(async models =>
        {
            await models.AddWineAsync();
            await models.AddWineAsync("other");
        });
        await using var none = await TestServer.StartAsync(_ => Task.CompletedTask);
        await using var unknown = await TestServer.StartAsync(models => models.AddWineAsync(), options => options.DefaultModel = "nobody");

        foreach (var server in new[] { several, none, unknown })
        {
            using var answer = await server.Client.GetAsync("/ping");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains(server == unknown ? "nobody" : "--default-model", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Build_DefaultThatIsNoName_IsRefused()
    {
        var store = new FolderObjectStore(Path.Combine(Path.GetTempPath(), "slipway-never-made"), TimeProvider.System);

        var refused = await SlipwayServer.BuildAsync(
            store, new SlipwayWebOptions { DefaultModel = "No Name", Port = 0 }, configure: null, CancellationToken.None);

        Assert.Equal(["server.options"], refused.Problems.Select(p => p.Code));
    }
}
