using System.Text.Json;

namespace Slipway.EndToEnd.Tests;

/// <summary>One run of <c>slipway demo --once --json</c>, shared by the tests that look at what it made.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string StoreFolder => _folder["store"];

    public int ExitCode { get; private set; }

    public string Error { get; private set; } = "";

    public JsonElement Result { get; private set; }

    public async Task InitializeAsync()
    {
        var (exitCode, output, error) = await SlipwayProcess.RunAsync(_folder.Path, "demo", "--once", "--json", "--store", StoreFolder);
        (ExitCode, Error) = (exitCode, error);
        Result = output.Length > 0 ? JsonDocument.Parse(output).RootElement : default;
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    public JsonElement RunOf(string model) =>
        Result.GetProperty("runs").EnumerateArray().Single(run => run.GetProperty("model").GetString() == model);
}
