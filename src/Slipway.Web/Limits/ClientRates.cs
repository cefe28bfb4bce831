using System.Collections.Concurrent;

namespace Slipway.Web.Limits;

/// <summary>
/// Counts the requests of each client against one rate: the generic cell rate algorithm (ITU-T I.371), which needs one number a client
/// and says when the next request is welcome. The table is bounded; clients beyond it share one number.
/// </summary>
internal sealed class ClientRates
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ClientId, Cell> _cells = new();
    private readonly Cell _shared = new();
    private readonly TimeProvider _time;
    private readonly long _interval;
    private readonly long _tolerance;
    private readonly int _maxClients;
    private int _clients;
    private long _lastSweep;

    public ClientRates(SlipwayWebOptions options, TimeProvider time)
    {
        var limits = options.Limits;
        _time = time;
        _maxClients = limits.MaxCountedClients;
        IsOn = limits.RequestsPerSecond is not null;
        _interval = IsOn ? Math.Max(1, (long)(time.TimestampFrequency / limits.RequestsPerSecond!.Value)) : 0;
        _tolerance = _interval * (limits.RequestBurst - 1);
        _lastSweep = time.GetTimestamp();
    }

    public bool IsOn { get; }

    /// <summary>Counts a request.</summary>
    /// <returns>Null when it is welcome; else how long to wait before the next is.</returns>
    public TimeSpan? Enter(ClientId client)
    {
        if (!IsOn)
        {
            return null;
        }

        long now = _time.GetTimestamp();
        var cell = FindCell(client, now);
        while (true)
        {
            long seen = Volatile.Read(ref cell.Due);
            long due = Math.Max(seen, now);
            long early = due - now - _tolerance;
            if (early > 0)
            {
                return _time.GetElapsedTime(0, early);
            }

            if (Interlocked.CompareExchange(ref cell.Due, due + _interval, seen) == seen)
            {
                return null;
            }
        }
    }

    private Cell FindCell(ClientId client, long now)
    {
        if (_cells.TryGetValue(client, out var cell))
        {
            return cell;
        }

        if (Volatile.Read(ref _clients) >= _maxClients)
        {
            Sweep(now);
            if (Volatile.Read(ref _clients) >= _maxClients)
            {
                return _shared;
            }
        }

        var added = new Cell();
        cell = _cells.GetOrAdd(client, added);
        if (ReferenceEquals(cell, added))
        {
            Interlocked.Increment(ref _clients);
        }

        return cell;
    }

    /// <summary>Forgets clients that have been quiet for so long that a new cell would treat them the same.</summary>
    private void Sweep(long now)
    {
        long last = Volatile.Read(ref _lastSweep);
        if (_time.GetElapsedTime(last, now) < SweepInterval || Interlocked.CompareExchange(ref _lastSweep, now, last) != last)
        {
            return;
        }

        foreach (var (client, cell) in _cells)
        {
            if (Volatile.Read(ref cell.Due) <= now && _cells.TryRemove(client, out _))
            {
                Interlocked.Decrement(ref _clients);
            }
        }
    }

    private sealed class Cell
    {
        public long Due;
    }
}
