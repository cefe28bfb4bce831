using System.Diagnostics;
using System.Text.Json;
using Slipway.Functions.Tests.Worker;

namespace Slipway.Functions.Tests.Hosting;

/// <summary>What <c>dotnet publish</c> makes of the built app, which is what is deployed: the host finds everything that it looks for.</summary>
public sealed class PublishedAppTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-app-").FullName;

    [Fact]
    public void Publish_OfTheBuiltApp_IsAPackageThatTheHostCanLoad()
    {
        Publish();

        Assert.True(FilesAreEqual("host.json", "functions.metadata"));
        using (var worker = Read("worker.config.json"))
        {
            var description = worker.RootElement.GetProperty("description");
            Assert.Equal("dotnet-isolated", description.GetProperty("language").GetString());
            Assert.True(File.Exists(PathOf(description.GetProperty("defaultWorkerPath").GetString()!)));
        }

        // The host loads the extensions of the triggers from the hidden folder, and reads there which functions the worker has.
        using var extensions = Read("extensions.json");
        var loaded = extensions.RootElement.GetProperty("extensions").EnumerateArray().ToList();
        Assert.Equal(["AzureStorageBlobs", "AzureStorageQueues", "Startup"], loaded.Select(e => e.GetProperty("name").GetString()));
        Assert.All(loaded, e => Assert.True(File.Exists(PathOf(e.GetProperty("hintPath").GetString()!))));
        Assert.True(File.Exists(PathOf(".azurefunctions/function.deps.json")));
        Assert.True(File.Exists(PathOf("runtimes/linux-x64/native/lib_lightgbm.so")));
        Assert.Empty(Directory.EnumerateFiles(_folder, "local.settings*"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool FilesAreEqual(params string[] names) => names.All(name =>
        File.ReadAllBytes(PathOf(name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(HostDouble.WorkerFolder, name))));

    private JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Publish()
    {
        string project = Path.GetFullPath(Path.Combine(HostDouble.WorkerFolder, "../../.."));
        string configuration = Directory.GetParent(HostDouble.WorkerFolder)!.Name;
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", project, "--no-build", "-c", configuration, "-p:CloudPackages=true", "-o", _folder])
        {
            RedirectStandardOutput = true,
        })!;
        string output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.True(publish.ExitCode == 0, output);
    }
}
