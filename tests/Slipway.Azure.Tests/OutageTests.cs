using System.Text;
using Slipway.Storage;
using Slipway.Tests.Storage;

namespace Slipway.Azure.Tests;

/// <summary>The service goes away and comes back, or never was there.</summary>
public sealed class OutageTests : IDisposable
{
    private const int Lines = 200;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slipway-outage-");

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Delete(recursive: true);

    [ContractFact]
    public async Task Calls_ServiceRestartsMeanwhile_GoOnAndAppendNoLineTwice()
    {
        var azurite = await Azurite.StartAsync(_folder.FullName);
        var storage = AzureStorage.Open(azurite.ConnectionString, new AzureStorageOptions()).Value;
        try
        {
            var log = new ObjectPath("logs", "wine/h.jsonl");
            var halfway = new TaskCompletionSource();
            var appending = Task.Run(async () =>
            {
                for (int line = 0; line < Lines; line++)
                {
                    await storage.Store.AppendAsync(log, Encoding.UTF8.GetBytes($"{line}\n"), None);
                    await storage.Queue.SendAsync("work", Encoding.UTF8.GetBytes($"{line}"), TimeSpan.Zero, None);
                    if (line == Lines / 2)
                    {
                        halfway.SetResult();
                    }
                }
            });
            await await Task.WhenAny(halfway.Task, appending);

            // Ended as kill -9 does; the emulator needs some time to start, during which every call fails.
            azurite.Dispose();
            azurite = await Azurite.StartAsync(_folder.FullName, azurite.BlobPort, azurite.QueuePort);
            await appending;

            string text = Encoding.UTF8.GetString((await storage.Store.GetAsync(log, None))!.Content.Span);
            string[] found = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(found.Distinct().Count(), found.Length);
            Assert.Equal(Lines - 1, int.Parse(found[^1], System.Globalization.CultureInfo.InvariantCulture));
        }
        finally
        {
            azurite.Dispose();
        }
    }

    [Fact]
    public async Task Calls_NobodyListens_ThrowIOExceptionThatSaysWhatToDo()
    {
        int port = Azurite.FindFreePort();
        string key = Convert.ToBase64String(new byte[64]);
        string nobody = $"http://127.0.0.1:{port}/wine";
        string connection = $"AccountName=wine;AccountKey={key};BlobEndpoint={nobody};QueueEndpoint={nobody}";
        var storage = AzureStorage.Open(connection, new AzureStorageOptions { MaxRetries = 1 }).Value;
        Func<Task>[] calls =
        [
            () => storage.Store.GetAsync(new ObjectPath("inbox", "a"), None),
            () => storage.Store.PutAsync(new ObjectPath("inbox", "a"), new byte[1], PutCondition.IfAbsent, None),
            () => storage.Store.AppendAsync(new ObjectPath("inbox", "a"), "x\n"u8.ToArray(), None),
            () => storage.Queue.ReceiveAsync("work", TimeSpan.FromSeconds(1), None),
        ];
        foreach (var call in calls)
        {
            var failure = await Assert.ThrowsAsync<IOException>(call);
            Assert.Contains("was not reached", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(key, failure.ToString(), StringComparison.Ordinal);
        }
    }
}
