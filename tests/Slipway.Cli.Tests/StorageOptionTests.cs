using System.Globalization;

namespace Slipway.Cli.Tests;

public class StorageOptionTests
{
    private const int Usage = 2;
    private const string Secret = "c2VjcmV0";

    [Theory]
    [InlineData("AccountKey=" + Secret)]
    [InlineData("https://wine.blob.core.windows.net/?sig=" + Secret)]
    public async Task Commands_BadStorage_SayTheFormsAndNotTheText(string storage)
    {
        var run = await CliRun.RunAsync("models", "list", "--storage", storage);
        Assert.Equal(Usage, run.ExitCode);
        Assert.Contains("store.badConnection", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_StoreAndStorage_AreRefused()
    {
        var run = await CliRun.RunAsync("models", "list", "--store", "x", "--storage", "winestore");
        Assert.Equal(Usage, run.ExitCode);
        Assert.Contains("request.twoStores", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_StorageOutOfReach_FailsWithoutShowingTheKey()
    {
        string key = Convert.ToBase64String(new byte[64]);
        string nobody = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/wine");
        var run = await CliRun.RunAsync(
            "doctor", "--json", "--storage", $"AccountName=wine;AccountKey={key};BlobEndpoint={nobody};QueueEndpoint={nobody}");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("was not reached", run.Output, StringComparison.Ordinal);
        Assert.Contains("Azure storage account wine", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key, run.Output + run.Error, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
