using System.Net;
using Slipway.Web.Limits;

namespace Slipway.Web.Tests.Limits;

public sealed class ClientRatesTests
{
    [Fact]
    public void Enter_BeyondTheBurst_SaysHowLongToWait()
    {
        var (rates, time) = Create(options => (options.Limits.RequestsPerSecond, options.Limits.RequestBurst) = (2, 3));
        var client = new ClientId("key:1", 0);

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(rates.Enter(client)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), rates.Enter(client));
        Assert.Null(rates.Enter(new ClientId("key:2", 0)));
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Null(rates.Enter(client));
        Assert.NotNull(rates.Enter(client));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(rates.Enter(client)));
        Assert.NotNull(rates.Enter(client));
    }

    [Fact]
    public void Enter_MoreClientsThanTheTableHolds_ShareOneCountUntilOthersAreForgotten()
    {
        var (rates, time) = Create(
            options => (options.Limits.RequestsPerSecond, options.Limits.RequestBurst, options.Limits.MaxCountedClients) = (1, 1, 2));

        Assert.Null(rates.Enter(Client(1)));
        Assert.Null(rates.Enter(Client(2)));
        Assert.Null(rates.Enter(Client(3)));
        Assert.NotNull(rates.Enter(Client(4)));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(rates.Enter(Client(5)));
        Assert.Null(rates.Enter(Client(6)));
    }

    [Fact]
    public void Of_Addresses_AreCountedByHostOrNetwork()
    {
        Assert.Equal(ClientId.Of(IPAddress.Parse("10.0.0.1")), ClientId.Of(IPAddress.Parse("::ffff:10.0.0.1")));
        Assert.NotEqual(ClientId.Of(IPAddress.Parse("10.0.0.1")), ClientId.Of(IPAddress.Parse("10.0.0.2")));
        Assert.Equal(ClientId.Of(IPAddress.Parse("2001:db8:1:2::1")), ClientId.Of(IPAddress.Parse("2001:db8:1:2:ffff::9")));
    }

    [Fact]
    public async Task Server_ClientBeyondItsRate_Is429WithRetryAfter()
    {
        await using var server = await TestServer.StartAsync(
            _ => Task.CompletedTask, options => (options.Limits.RequestsPerSecond, options.Limits.RequestBurst) = (0.01, 2));

        HttpResponseMessage[] answers = [await GetAsync(), await GetAsync(), await GetAsync()];

        Assert.Equal([200, 200, 429], answers.Select(a => (int)a.StatusCode));
        Assert.InRange(answers[2].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 100);
        Assert.True((await server.Client.GetAsync("/health/ready")).IsSuccessStatusCode);

        Task<HttpResponseMessage> GetAsync() => server.Client.GetAsync("/api/models");
    }

    private static ClientId Client(ulong address) => new(null, address);

    private static (ClientRates Rates, ManualTime Time) Create(Action<SlipwayWebOptions> configure)
    {
        var options = new SlipwayWebOptions();
        configure(options);
        var time = new ManualTime();
        return (new ClientRates(options, time), time);
    }
}
