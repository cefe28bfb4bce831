using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Cli.Tests.Health;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 7)]
    public async Task Health_OfAServer_ExitsByWhetherItIsReady(string status, int exitCode)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, status);

        var run = await CliRun.RunAsync("health", AddressOf(listener));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("GET /health/ready ", await answering, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_NobodyThere_IsNotReady()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = AddressOf(listener);
        listener.Stop();

        var run = await CliRun.RunAsync("health", address);

        Assert.Equal(7, run.ExitCode);
        Assert.Contains("is not ready", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_NotAnAddress_IsAUsageError() => Assert.Equal(2, (await CliRun.RunAsync("health", "nowhere")).ExitCode);

    private static string AddressOf(TcpListener listener) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    private static async Task<string> AnswerAsync(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync();
        byte[] request = new byte[4096];
        int count = await client.GetStream().ReadAsync(request);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return Encoding.ASCII.GetString(request, 0, count);
    }
}
