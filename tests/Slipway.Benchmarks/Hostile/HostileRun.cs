using System.Globalization;
using Slipway.Storage;
using Slipway.Web.Tests;

namespace Slipway.Benchmarks.Hostile;

/// <summary>
/// The p99 of steady clients of a server that others attack. Server, attacker and clients are three processes; the clients are measured
/// alone right before each attack, and again, so that both see the same machine.
/// </summary>
internal static class HostileRun
{
    private const int Rounds = 3;
    private const int SlowClients = 1_000;
    private const string Path = "/api/models/price/predict";
    private const double AllowedRatio = 3;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    /// <returns>1 when clients waited too long or were not answered.</returns>
    public static async Task<int> RunAsync(int connections)
    {
        string folder = Directory.CreateTempSubdirectory("slipway-hostile-").FullName;
        try
        {
            await new ModelFactory(new FolderObjectStore(folder, TimeProvider.System)).AddHugeAsync("price");
            using var server = await ServedStore.StartAsync(folder);
            using var clients = new SteadyClients(server.Address, Path, """{"size":2}""");
            await clients.MeasureAsync(WarmUp);
            Console.WriteLine($"{SteadyClients.PerSecond} requests a second; p99 in ms; of the server: cores used, and resident MB at the end");
            Console.WriteLine($"{"attack",-22} {"alone",7} {"during",7} {"ratio",6} {"failed",7} {"cores",12} {"MB",5}  what became of it");
            bool isHeld = true;
            foreach (var (attack, count) in new[]
            {
                (Attack.Idle, connections), (Attack.SlowHeaders, SlowClients), (Attack.SlowBodies, SlowClients), (Attack.SlowManyHeaders, connections),
                (Attack.GigabyteWithLength, 1), (Attack.GigabyteChunked, 1), (Attack.Bomb, 1),
            })
            {
                isHeld &= await CompareAsync(server, clients, attack, count);
            }

            return isHeld ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> CompareAsync(ServedStore server, SteadyClients clients, Attack attack, int count)
    {
        var alone = new List<TimeSpan>();
        var during = new List<TimeSpan>();
        var (coresAlone, coresDuring, failed, summary) = (0.0, 0.0, 0, "");
        for (int round = 0; round < Rounds; round++)
        {
            await clients.MeasureAsync(Settling);
            coresAlone += await server.CoresAsync(() => CollectAsync(alone)) / Rounds;
            using var attacker = await AttackerProcess.StartAsync(attack, server.Address.Port, Path, count);
            await clients.MeasureAsync(Settling);
            coresDuring += await server.CoresAsync(() => CollectAsync(during)) / Rounds;
            summary = await attacker.StopAsync();
        }

        var (before, meanwhile) = (SteadyClients.P99(alone), SteadyClients.P99(during));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{attack,-18} {(count > 1 ? count : ""),-6}{before.TotalMilliseconds,5:0.00} {meanwhile.TotalMilliseconds,7:0.00} {meanwhile / before,6:0.0} {failed,7} {$"{coresAlone:0.00} > {coresDuring:0.00}",12} {server.ResidentMegabytes,5}  {summary}"));
        return failed == 0 && meanwhile <= before * AllowedRatio;

        async Task CollectAsync(List<TimeSpan> waits)
        {
            var measured = await clients.MeasureAsync(Measured);
            waits.AddRange(measured.Waits);
            failed += measured.Failed;
        }
    }
}
