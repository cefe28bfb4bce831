namespace Slipway.Web.Telemetry;

/// <summary>What one combination of tags of an instrument has come to. Safe to use from several threads; takes no lock.</summary>
internal sealed class Series(MetricKind kind)
{
    private readonly long[] _buckets = kind == MetricKind.Histogram ? new long[Bounds.Length + 1] : [];
    private long _valueBits;
    private int _isMeasured = 1;
    private int _idleReadings;

    /// <summary>The upper bounds of the buckets of durations, inclusive, in seconds.</summary>
    public static ReadOnlySpan<double> Bounds =>
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];

    /// <summary>The sum of a counter or a histogram, the last value of a gauge.</summary>
    public double Value => BitConverter.Int64BitsToDouble(Volatile.Read(ref _valueBits));

    /// <summary>Takes a measurement.</summary>
    public void Record(double value)
    {
        if (Volatile.Read(ref _isMeasured) == 0)
        {
            Volatile.Write(ref _isMeasured, 1);
        }

        if (kind == MetricKind.Gauge)
        {
            Volatile.Write(ref _valueBits, BitConverter.DoubleToInt64Bits(value));
            return;
        }

        Add(value);
        if (kind == MetricKind.Histogram)
        {
            int bucket = 0;
            while (bucket < Bounds.Length && value > Bounds[bucket])
            {
                bucket++;
            }

            Interlocked.Increment(ref _buckets[bucket]);
        }
    }

    /// <summary>Sets what an observed counter has come to.</summary>
    public void Set(double value) => Volatile.Write(ref _valueBits, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Counts a reading of the series; for one caller at a time.</summary>
    /// <returns>The readings since its last measurement.</returns>
    public int CountReading() => _idleReadings = Interlocked.Exchange(ref _isMeasured, 0) == 1 ? 0 : _idleReadings + 1;

    /// <summary>The measurements in each bucket; the last is of those above all bounds.</summary>
    public long[] CountBuckets()
    {
        long[] counts = new long[_buckets.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = Volatile.Read(ref _buckets[i]);
        }

        return counts;
    }

    private void Add(double value)
    {
        long before, after;
        do
        {
            before = Volatile.Read(ref _valueBits);
            after = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(before) + value);
        }
        while (Interlocked.CompareExchange(ref _valueBits, after, before) != before);
    }
}
