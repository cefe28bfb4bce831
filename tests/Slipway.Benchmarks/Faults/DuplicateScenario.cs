using System.Text;
using System.Text.Json;
using Slipway.Scoring;
using Slipway.Storage;

namespace Slipway.Benchmarks.Faults;

/// <summary>
/// Every message is delivered three times while the file is scored and once more when it is done; that the file is there is
/// told to each server, again and again, as each of them watches the inbox.
/// </summary>
internal static class DuplicateScenario
{
    public static async Task RunAsync(FaultOptions options)
    {
        await using var run = await FaultRun.StartAsync(options);
        var expected = await run.ScorePlainlyAsync();
        run.StartServers(options.Workers);
        JsonElement plan = default;
        await run.DropUntilAsync(
            "file.csv", async () => (plan = await run.FindPlanAsync()).ValueKind == JsonValueKind.Object, "the file is planned");
        var messages = Messages(plan, "inbox/bench/file.csv");
        new Random(options.Seed).Shuffle(messages);
        await SendAsync(run, [.. messages, .. messages]);
        await run.WaitUntilGoneAsync("file.csv");
        await SendAsync(run, messages);
        await run.WaitAsync(async () => await IsEmptyAsync(run), "the queue is empty");
        FaultRun.AssertSame(expected, await run.CheckAsync("file.csv"));
        await run.CheckNothingElseAsync();
        run.Say($"passed: each of {messages.Length} messages delivered four times");
    }

    private static byte[][] Messages(JsonElement plan, string source)
    {
        string etag = plan.GetProperty("sourceETag").GetString()!;
        int ranges = plan.GetProperty("ranges").GetArrayLength();
        return [.. Enumerable.Range(0, ranges).Select(range =>
            Encoding.UTF8.GetBytes($$"""{"source":"{{source}}","eTag":{{JsonSerializer.Serialize(etag)}},"range":{{range}}}"""))];
    }

    private static async Task SendAsync(FaultRun run, byte[][] messages)
    {
        foreach (byte[] message in messages)
        {
            await run.Store.Queue.SendAsync(ScoreMessages.Queue, message, TimeSpan.Zero, CancellationToken.None);
        }
    }

    // What a server works on is hidden; it is soon done, as nothing is to do.
    private static async Task<bool> IsEmptyAsync(FaultRun run)
    {
        if (await run.Store.Queue.ReceiveAsync(ScoreMessages.Queue, WorkQueueRules.MinLease, CancellationToken.None) is not { } item)
        {
            return true;
        }

        await item.AbandonAsync(TimeSpan.Zero, CancellationToken.None);
        return false;
    }
}
