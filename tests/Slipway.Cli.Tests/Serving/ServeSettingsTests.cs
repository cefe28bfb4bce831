using System.CommandLine;
using System.Net;
using Slipway.Cli.Serving;

namespace Slipway.Cli.Tests.Serving;

public sealed class ServeSettingsTests
{
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
}
