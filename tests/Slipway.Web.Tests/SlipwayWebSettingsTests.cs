using System.Net;
using Microsoft.Extensions.Configuration;

namespace Slipway.Web.Tests;

public sealed class SlipwayWebSettingsTests
{
    [Fact]
    public void Read_None_GivesTheDefaults()
    {
        var options = SlipwayWebSettings.Read(Variables()).Value;

        Assert.Equal((7071, IPAddress.Loopback, 20_000), (options.Port, options.Address, options.Limits.MaxConnections));
        Assert.Null(options.Limits.RequestsPerSecond);
    }

    [Fact]
    public void Read_OptionsOfEveryType_AreRead()
    {
        var options = SlipwayWebSettings.Read(Variables(
            ("Port", "8080"), ("Address", "0.0.0.0"), ("RequireKeys", "true"), ("DefaultModel", "wine"), ("PollInterval", "00:00:02"),
            ("Limits:MaxConnections", "5000"), ("Limits:RequestsPerSecond", "0.5"), ("limits:headerTimeout", "00:00:03"))).Value;

        Assert.Equal((8080, IPAddress.Any, true, "wine"), (options.Port, options.Address, options.RequireKeys, options.DefaultModel));
        Assert.Equal(TimeSpan.FromSeconds(2), options.PollInterval);
        Assert.Equal((5000, 0.5), (options.Limits.MaxConnections, options.Limits.RequestsPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(3), options.Limits.HeaderTimeout);
    }

    [Theory]
    [InlineData("Prot", "8080")]
    [InlineData("Limits:MaxConections", "5")]
    [InlineData("Port", "many")]
    [InlineData("Limits:HeaderTimeout", "soon")]
    [InlineData("Address", "localhost")]
    public void Read_WrongNameOrValue_IsRefused(string name, string value)
    {
        var problem = Assert.Single(SlipwayWebSettings.Read(Variables((name, value))).Problems);

        Assert.Equal("server.options", problem.Code);
        Assert.Contains(name == "Address" ? value : name.Split(':')[^1], problem.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Variables(params (string Name, string Value)[] variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Select(v => KeyValuePair.Create($"Slipway:Web:{v.Name}", (string?)v.Value))).Build();
}
