namespace Slipway.Rollouts;

/// <summary>What was counted of a variant at one moment, or between two. Immutable.</summary>
internal sealed class ArmCounts
{
    public const int RequestsCell = 0;
    public const int RowsCell = 1;
    public const int ExceptionsCell = 2;
    public const int NotFiniteCell = 3;
    public const int DroppedCell = 4;
    public const int LatencyCell = 5;
    public const int OutputCell = LatencyCell + LatencyBuckets.Count;

    private readonly long[] _cells;

    public ArmCounts(long[] cells) => _cells = cells;

    /// <summary>The requests that it was asked, answered or not.</summary>
    public long Requests => _cells[RequestsCell];

    public long Rows => _cells[RowsCell];

    /// <summary>The requests that it threw on and the champion did not.</summary>
    public long Exceptions => _cells[ExceptionsCell];

    /// <summary>The requests that it answered no finite number to and the champion did.</summary>
    public long NotFinite => _cells[NotFiniteCell];

    /// <summary>The requests that a shadow was not asked, because too many waited.</summary>
    public long Dropped => _cells[DroppedCell];

    public long Errors => Exceptions + NotFinite;

    public ReadOnlySpan<long> Latencies => _cells.AsSpan(LatencyCell, LatencyBuckets.Count);

    public ReadOnlySpan<long> Output(int output) => _cells.AsSpan(OutputCell + (output * OutputGrid.CellCount), OutputGrid.CellCount);

    /// <summary>How many answers are counted by their value.</summary>
    public long OutputRows
    {
        get
        {
            long sum = 0;
            foreach (long count in Output(0))
            {
                sum += count;
            }

            return sum;
        }
    }

    /// <summary>What was counted since an earlier moment.</summary>
    public ArmCounts Since(ArmCounts earlier)
    {
        var cells = new long[_cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = _cells[i] - earlier._cells[i];
        }

        return new ArmCounts(cells);
    }
}
