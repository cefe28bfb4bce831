using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Configuration;
using Slipway.Cli.Serving;

namespace Slipway.Cli.Tests.Serving;

public sealed class ServeSettingsTests
{
    [Fact]
    public void FromVariables_None_GivesTheDefaults()
    {
        var options = ServeSettings.FromVariables(Variables()).Value;

        Assert.Equal((7071, IPAddress.Loopback, 20_000), (options.Port, options.Address, options.Limits.MaxConnections));
        Assert.Null(options.Limits.RequestsPerSecond);
    }

    [Fact]
    public void FromVariables_OptionsOfEveryType_AreRead()
    {
        var options = ServeSettings.FromVariables(Variables(
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
    public void FromVariables_WrongNameOrValue_IsRefused(string name, string value)
    {
        var problem = Assert.Single(ServeSettings.FromVariables(Variables((name, value))).Problems);

        Assert.Equal("server.options", problem.Code);
        Assert.Contains(name == "Address" ? value : name.Split(':')[^1], problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OptionsOfTheCommandLine_Prevail()
    {
        var settings = new ServeSettings();
        var command = new Command("serve");
        settings.AddTo(command);

        var options = settings.Read(command.Parse(
            "--port 0 --listen ::1 --max-body 1000 --max-rows 7 --rate-limit 2.5 --default-model wine --allow-remote")).Value;

        Assert.Equal((0, IPAddress.IPv6Loopback, 1000, 7), (options.Port, options.Address, options.MaxBodyBytes, options.MaxRows));
        Assert.Equal((2.5, "wine", true), (options.Limits.RequestsPerSecond, options.DefaultModel, options.AllowRemote));
    }

    [Theory]
    [InlineData("Slipway__Web__Limits__MaxConnections", "0")]
    [InlineData("Slipway__Web__Limits__MaxConnections", "none")]
    [InlineData("Slipway__Web__Limits__NoSuchLimit", "1")]
    public async Task Serve_VariableOfTheProcessOutOfRange_DoesNotStart(string name, string value)
    {
        string store = Directory.CreateTempSubdirectory("slipway-serve-").FullName;
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            var run = await CliRun.RunAsync("serve", "--store", store, "--port", "0");

            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("server.options", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
            Directory.Delete(store, recursive: true);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    public async Task Serve_AddressThatIsNotAllowed_DoesNotStart(string address)
    {
        string store = Directory.CreateTempSubdirectory("slipway-serve-").FullName;
        try
        {
            var run = await CliRun.RunAsync("serve", "--store", store, "--port", "0", "--listen", address);

            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains(address, run.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }

    private static IConfiguration Variables(params (string Name, string Value)[] variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Select(v => KeyValuePair.Create($"Slipway:Web:{v.Name}", (string?)v.Value))).Build();
}
