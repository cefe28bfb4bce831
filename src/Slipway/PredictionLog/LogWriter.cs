using Slipway.Projects;
using Slipway.Registry;
using Slipway.Serving;
using Slipway.Storage;

namespace Slipway.PredictionLog;

/// <summary>
/// A process's part of the logs: gathers lines of all models in memory and appends them to hourly objects, many lines at a time. Safe to
/// use from several threads.
/// </summary>
/// <remarks>
/// <para>
/// Buffered lines are written after <see cref="LogWriterOptions.FlushInterval"/>. Confirmed lines are written at once, and all that
/// arrive while an append is under way go into the next one together (group commit).
/// </para>
/// <para>
/// When <see cref="LogWriterOptions.MaxPendingBytes"/> wait, new lines wait for room: confirmed ones up to
/// <see cref="LogWriterOptions.ConfirmTimeout"/>, buffered ones up to <see cref="LogWriterOptions.MaxWaitForRoom"/> while the store works,
/// and not at all while it fails, so that a store that is down does not take serving with it. What finds no room is dropped, counted
/// (<see cref="DroppedRecords"/>, meter <c>slipway.log.dropped</c>) and reported; nothing is lost silently. What is in memory is tried
/// again until the store takes it.
/// </para>
/// </remarks>
public sealed class LogWriter : IAsyncDisposable
{
    // Beyond this a flush is due before its time, so that an append is not much larger than one block.
    private const int FlushBytes = 2 * 1024 * 1024;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private readonly LogWriterOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<LogFault>? _onFault;
    private readonly LogAppender _appender;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Task _loop;
    private readonly SlotPool<byte[]> _spares = LineBuffer.CreateSpares();
    private LogBatch _current;
    private LogBatch? _inFlight;
    private TaskCompletionSource _room = NewSignal();
    private long _pendingBytes;
    private long _droppedRecords;
    private long _unreportedDrops;
    private long _lastReport;
    private bool _isAwake;
    private bool _isStopping;

    /// <summary>Makes a writer that works until it is disposed.</summary>
    /// <param name="store">Where the logs are.</param>
    /// <param name="time">The clock of retries and flushes.</param>
    /// <param name="options">Its name and limits.</param>
    /// <param name="onFault">Is told what is lost or delayed; does not throw.</param>
    public LogWriter(IObjectStore store, TimeProvider time, LogWriterOptions options, Action<LogFault>? onFault = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _onFault) = (options, time, onFault);
        _lastReport = time.GetTimestamp();
        _current = new LogBatch(_spares);
        _appender = new LogAppender(store, time, options, onFault);
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The records that were given up since the start.</summary>
    public long DroppedRecords => Interlocked.Read(ref _droppedRecords);

    /// <summary>Adds lines to a log.</summary>
    /// <param name="model">The model.</param>
    /// <param name="kind">The log.</param>
    /// <param name="time">The moment that says which hour they belong to.</param>
    /// <param name="lines">Whole lines, each with its line feed. Stay as they are until the call completes.</param>
    /// <param name="records">How many lines there are.</param>
    /// <param name="durability">What is awaited.</param>
    /// <param name="cancellationToken">Ends the waiting; lines that were taken are stored all the same.</param>
    /// <returns>Buffered: whether the lines were taken. Confirmed: whether they are stored; when not, they still may be later.</returns>
    public ValueTask<bool> WriteAsync(
        ModelName model, LogKind kind, DateTimeOffset time, ReadOnlyMemory<byte> lines, int records, LogDurability durability,
        CancellationToken cancellationToken)
    {
        var key = LogKey.At(model, kind, time);
        bool isConfirmed = durability == LogDurability.Confirmed;
        return TryAdd(key, lines.Span, records, isConfirmed, out var stored)
            ? Confirm(stored, cancellationToken)
            : WaitAndAddAsync(key, lines, records, isConfirmed, cancellationToken);
    }

    /// <summary>Writes what was added before this call.</summary>
    /// <returns>A task that completes when all of it is stored.</returns>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        Task settled;
        lock (_gate)
        {
            var inFlight = _inFlight?.Settled ?? Task.CompletedTask;
            settled = _current.IsEmpty ? inFlight : Task.WhenAll(inFlight, _current.Settled);
        }

        Wake();
        return settled.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Stores what is left, for as long as <see cref="LogWriterOptions.DisposeTimeout"/> allows; the rest is dropped and counted.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return;
            }

            _isStopping = true;
        }

        Wake();
        try
        {
            await _loop.WaitAsync(_options.DisposeTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _giveUp.CancelAsync().ConfigureAwait(false);
            await _loop.ConfigureAwait(false);
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        ReportDrops();
        _giveUp.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ValueTask<bool> Confirm(Task<bool>? stored, CancellationToken cancellationToken) =>
        stored is null ? new(true) : new(AwaitStoredAsync(stored, cancellationToken));

    private async Task<bool> AwaitStoredAsync(Task<bool> stored, CancellationToken cancellationToken)
    {
        try
        {
            return await stored.WaitAsync(_options.ConfirmTimeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async ValueTask<bool> WaitAndAddAsync(
        LogKey key, ReadOnlyMemory<byte> lines, int records, bool isConfirmed, CancellationToken cancellationToken)
    {
        var limit = isConfirmed ? _options.ConfirmTimeout : _options.MaxWaitForRoom;
        long start = _time.GetTimestamp();
        while (true)
        {
            Task room;
            lock (_gate)
            {
                room = _room.Task;
            }

            if (TryAdd(key, lines.Span, records, isConfirmed, out var stored))
            {
                return await Confirm(stored, cancellationToken).ConfigureAwait(false);
            }

            var left = limit - _time.GetElapsedTime(start);
            if (_isStopping || left <= TimeSpan.Zero || (!isConfirmed && _appender.IsFailing))
            {
                Drop(key.Kind, records);
                return false;
            }

            await Task.WhenAny(room, Task.Delay(left, _time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// The lock is held for a copy of the lines only; it is what lets many requests share one append without an object for each.
    /// </summary>
    private bool TryAdd(LogKey key, ReadOnlySpan<byte> lines, int records, bool isConfirmed, out Task<bool>? stored)
    {
        bool wasEmpty;
        bool isDue;
        lock (_gate)
        {
            stored = null;
            if (_isStopping || (_pendingBytes > 0 && _pendingBytes + lines.Length > _options.MaxPendingBytes))
            {
                return false;
            }

            wasEmpty = _current.IsEmpty;
            var buffer = _current.Add(key, lines, records);
            _pendingBytes += lines.Length;
            stored = isConfirmed ? buffer.Stored : null;
            isDue = isConfirmed || _current.Bytes >= FlushBytes;
        }

        if (isDue)
        {
            Wake();
        }
        else if (wasEmpty)
        {
            _timer.Change(_options.FlushInterval, Timeout.InfiniteTimeSpan);
        }

        return true;
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_isAwake)
            {
                return;
            }

            _isAwake = true;
        }

        _wake.Release();
    }

    private async Task RunAsync()
    {
        bool isLast;
        do
        {
            await _wake.WaitAsync().ConfigureAwait(false);
            LogBatch? batch;
            lock (_gate)
            {
                _isAwake = false;
                isLast = _isStopping;
                batch = _current.IsEmpty ? null : _current;
                _inFlight = batch;
                _current = batch is null ? _current : new LogBatch(_spares);
            }

            if (batch is not null)
            {
                await StoreAsync(batch).ConfigureAwait(false);
            }

            ReportDrops();
        }
        while (!isLast);
    }

    private async Task StoreAsync(LogBatch batch)
    {
        int bytes = batch.Bytes;
        long dropped = await _appender.StoreAsync(batch, _giveUp.Token).ConfigureAwait(false);
        Interlocked.Add(ref _droppedRecords, dropped);
        Interlocked.Add(ref _unreportedDrops, dropped);
        TaskCompletionSource room;
        lock (_gate)
        {
            _inFlight = null;
            _pendingBytes -= bytes;
            room = _room;
            _room = NewSignal();
        }

        room.TrySetResult();
    }

    private void Drop(LogKind kind, int records)
    {
        LogMeter.Dropped.Add(records, LogMeter.Tag(kind));
        Interlocked.Add(ref _droppedRecords, records);
        Interlocked.Add(ref _unreportedDrops, records);

        // The loop reports too, but not while it hangs in an append.
        if (_time.GetElapsedTime(Interlocked.Read(ref _lastReport)) > ReportInterval)
        {
            ReportDrops();
        }
    }

    private void ReportDrops()
    {
        long dropped = Interlocked.Exchange(ref _unreportedDrops, 0);
        if (dropped > 0)
        {
            Interlocked.Exchange(ref _lastReport, _time.GetTimestamp());
            _onFault?.Invoke(new LogFault(dropped, null));
        }
    }
}
