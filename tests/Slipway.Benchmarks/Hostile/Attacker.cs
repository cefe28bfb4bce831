using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Slipway.Web.Tests.Hostility;

namespace Slipway.Benchmarks.Hostile;

/// <summary>Attacks a server on this machine until its input ends, and says how much it got done.</summary>
internal static class Attacker
{
    public const string Ready = "ready";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(Attack attack, int port, string path, int count)
    {
        var server = new IPEndPoint(IPAddress.Loopback, port);
        var hostile = attack == Attack.SlowManyHeaders
            ? new HostileClients(server, path) { DripInterval = TimeSpan.FromSeconds(2) }
            : new HostileClients(server, path);
        using var stop = new CancellationTokenSource();
        using var idle = attack == Attack.Idle ? await hostile.IdleAsync(count, stop.Token) : null;
        if (attack == Attack.Bomb)
        {
            HostileClients.PackBomb();
        }

        var ends = new ConcurrentDictionary<string, int>();
        var longest = new ConcurrentBag<TimeSpan>();
        var clients = attack == Attack.Idle ? [] : Enumerable.Range(0, count).Select(_ => RepeatAsync(stop.Token)).ToList();
        Console.WriteLine(Ready);
        long begin = TimeProvider.System.GetTimestamp();
        await Console.In.ReadToEndAsync();
        double dripsPerSecond = hostile.Dripped / TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Console.WriteLine(string.Join("; ", ends.OrderByDescending(e => e.Value).Select(e => $"{e.Value} x {e.Key}"))
            + (longest.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $"; the longest {longest.Max().TotalSeconds:0.0} s"))
            + (dripsPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {dripsPerSecond:0} bytes a second") : ""));
        return 0;

        async Task RepeatAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                long start = TimeProvider.System.GetTimestamp();
                string end;
                try
                {
                    end = await OnceAsync(hostile, attack, cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                catch (SocketException e)
                {
                    end = $"{e.SocketErrorCode}";
                    await Task.Delay(Pause, CancellationToken.None);
                }

                longest.Add(TimeProvider.System.GetElapsedTime(start));
                ends.AddOrUpdate(end, 1, (_, seen) => seen + 1);
            }
        }
    }

    private static async Task<string> OnceAsync(HostileClients hostile, Attack attack, CancellationToken cancellationToken)
    {
        switch (attack)
        {
            case Attack.SlowHeaders or Attack.SlowManyHeaders:
                await hostile.DripHeadersAsync(1, cancellationToken);
                return "dropped";
            case Attack.SlowBodies:
                await hostile.DripBodyAsync(1, cancellationToken);
                return "dropped";
            case Attack.GigabyteWithLength or Attack.GigabyteChunked:
                var (status, sent) = await hostile.GigabyteAsync(attack == Attack.GigabyteChunked, cancellationToken);
                return $"{Word(status)} within {((sent >> 26) + 1) << 6} MB";
            default:
                return Word(await hostile.BombAsync(cancellationToken));
        }
    }

    private static string Word(int status) => status == 0 ? "closed" : status.ToString(CultureInfo.InvariantCulture);
}
