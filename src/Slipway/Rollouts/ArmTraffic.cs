using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>
/// The live counters of a variant in this process. Each processor has a stripe of its own, so counting takes no lock, allocates nothing
/// and seldom waits for another core.
/// </summary>
internal sealed class ArmTraffic
{
    // Stripes end on cache lines of their own.
    private const int Padding = 16;

    private readonly OutputGrid _grid;
    private readonly long[][] _stripes;
    private readonly int _cellCount;

    public ArmTraffic(OutputGrid grid)
    {
        _grid = grid;
        _cellCount = ArmCounts.OutputCell + (grid.OutputCount * OutputGrid.CellCount);
        _stripes = new long[Math.Min(Environment.ProcessorCount, 64)][];
        for (int i = 0; i < _stripes.Length; i++)
        {
            _stripes[i] = new long[_cellCount + Padding];
        }
    }

    /// <summary>Counts a request that was answered.</summary>
    /// <remarks>
    /// The value of one row is counted, so that values are as independent as requests are; that of another row in each request.
    /// </remarks>
    public void CountAnswer(Predictions predictions, TimeSpan latency, bool isChampion)
    {
        long[] cells = Stripe();
        long number = Interlocked.Increment(ref cells[ArmCounts.RequestsCell]);
        int rows = predictions.RowCount;
        Interlocked.Add(ref cells[ArmCounts.RowsCell], rows);
        Interlocked.Increment(ref cells[ArmCounts.LatencyCell + LatencyBuckets.IndexOf(latency)]);
        if (rows > 0)
        {
            int row = (int)(number % rows);
            if (!_grid.Count(predictions, row, cells.AsSpan(ArmCounts.OutputCell)) && isChampion)
            {
                _grid.Sample(predictions, row);
            }
        }
    }

    /// <summary>Counts a request that was failed.</summary>
    /// <param name="cell"><see cref="ArmCounts.ExceptionsCell"/> or <see cref="ArmCounts.NotFiniteCell"/>.</param>
    /// <param name="rows">Its rows.</param>
    public void CountFailure(int cell, int rows)
    {
        long[] cells = Stripe();
        Interlocked.Increment(ref cells[ArmCounts.RequestsCell]);
        Interlocked.Add(ref cells[ArmCounts.RowsCell], rows);
        Interlocked.Increment(ref cells[cell]);
    }

    /// <summary>Counts a request that a shadow was not asked.</summary>
    public void CountDropped() => Interlocked.Increment(ref Stripe()[ArmCounts.DroppedCell]);

    /// <summary>What was counted so far.</summary>
    public ArmCounts Read()
    {
        var sum = new long[_cellCount];
        foreach (long[] stripe in _stripes)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += Volatile.Read(ref stripe[i]);
            }
        }

        return new ArmCounts(sum);
    }

    private long[] Stripe() => _stripes[Thread.GetCurrentProcessorId() % _stripes.Length];
}
