using Slipway.Learning.Schemas;
using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>
/// The scale on which the answers of a rollout's versions are compared: for each output edges around quantiles of the champion's first
/// answers in this process, which are in no comparison. Lock-free.
/// </summary>
internal sealed class OutputGrid
{
    /// <summary>The answers that the edges are made of.</summary>
    public const int SampleRows = 256;

    /// <summary>Values nearer than this share of the sample's range count as the same.</summary>
    public const double SameShare = 0.05;

    private const int Quantiles = 15;

    /// <summary>The edges of one output: each quantile less, at, and plus what counts as the same.</summary>
    public const int EdgeCount = Quantiles * 3;

    /// <summary>The cells of one output: between, below and above the edges.</summary>
    public const int CellCount = EdgeCount + 1;

    private const int MaxOutputs = 16;

    private readonly int _first;
    private readonly float[] _sample;
    private int _claimed;
    private int _filled;
    private volatile Edges? _edges;

    public OutputGrid(ModelSchema schema)
    {
        // Of two classes one says all.
        _first = schema.Task == LearningTask.Binary ? 1 : 0;
        OutputCount = schema.Task == LearningTask.Multiclass ? Math.Min(schema.OutputWidth, MaxOutputs) : 1;
        _sample = new float[SampleRows * OutputCount];
    }

    /// <summary>The outputs that are compared.</summary>
    public int OutputCount { get; }

    public bool HasEdges => _edges is not null;

    /// <summary>Adds an answer of the champion to the sample, while there is room.</summary>
    public void Sample(Predictions predictions, int rowIndex)
    {
        if (Volatile.Read(ref _claimed) >= SampleRows)
        {
            return;
        }

        int slot = Interlocked.Increment(ref _claimed) - 1;
        if (slot < SampleRows)
        {
            predictions.Row(rowIndex).Slice(_first, OutputCount).CopyTo(_sample.AsSpan(slot * OutputCount));
            Interlocked.Increment(ref _filled);
        }
    }

    /// <summary>Makes the edges when the sample is full. One caller at a time.</summary>
    public void TryComplete()
    {
        if (_edges is not null || Volatile.Read(ref _filled) < SampleRows)
        {
            return;
        }

        var sorted = new float[OutputCount][];
        var order = new int[OutputCount][];
        for (int output = 0; output < OutputCount; output++)
        {
            (sorted[output], order[output]) = MakeEdges(output);
        }

        _edges = new Edges(sorted, order);
    }

    /// <summary>Counts an answer in cells, <see cref="CellCount"/> an output.</summary>
    /// <returns>Whether there are edges.</returns>
    public bool Count(Predictions predictions, int rowIndex, Span<long> cells)
    {
        if (_edges is not { } edges)
        {
            return false;
        }

        var row = predictions.Row(rowIndex);
        for (int output = 0; output < OutputCount; output++)
        {
            int cell = CellOf(edges.Sorted[output], row[_first + output]);
            Interlocked.Increment(ref cells[(output * CellCount) + cell]);
        }

        return true;
    }

    /// <summary>
    /// The distance of two samples of one output: how far one distribution function is outside of the other's, where each edge may be
    /// moved by what counts as the same (as in Lévy's metric). 0 to 1.
    /// </summary>
    public double Distance(int output, ReadOnlySpan<long> champion, ReadOnlySpan<long> tried)
    {
        if (_edges is not { } edges)
        {
            return 0;
        }

        Span<double> a = stackalloc double[EdgeCount];
        Span<double> b = stackalloc double[EdgeCount];
        Accumulate(champion, a);
        Accumulate(tried, b);
        int[] order = edges.Order[output];
        double distance = 0;
        for (int q = 0; q < Quantiles; q++)
        {
            double at = a[order[(q * 3) + 1]];
            double below = b[order[q * 3]];
            double above = b[order[(q * 3) + 2]];
            distance = Math.Max(distance, Math.Max(at - above, below - at));
        }

        return distance;
    }

    private static void Accumulate(ReadOnlySpan<long> cells, Span<double> shares)
    {
        long total = 0;
        foreach (long count in cells)
        {
            total += count;
        }

        long sum = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            sum += cells[i];
            shares[i] = total == 0 ? 0 : (double)sum / total;
        }
    }

    /// <summary>The edges of an output in order, and where those of each quantile are among them.</summary>
    private (float[] Sorted, int[] Order) MakeEdges(int output)
    {
        var values = new float[SampleRows];
        for (int i = 0; i < SampleRows; i++)
        {
            values[i] = _sample[(i * OutputCount) + output];
        }

        Array.Sort(values);
        double range = values[^1] - (double)values[0];
        double same = SameShare * (range > 0 ? range : Math.Max(Math.Abs(values[0]), 1e-6));
        var edges = new float[EdgeCount];
        var origin = new int[EdgeCount];
        for (int q = 0; q < Quantiles; q++)
        {
            float value = values[(q + 1) * SampleRows / (Quantiles + 1)];
            (edges[q * 3], edges[(q * 3) + 1], edges[(q * 3) + 2]) = ((float)(value - same), value, (float)(value + same));
        }

        for (int i = 0; i < EdgeCount; i++)
        {
            origin[i] = i;
        }

        Array.Sort(edges, origin);
        var order = new int[EdgeCount];
        for (int i = 0; i < EdgeCount; i++)
        {
            order[origin[i]] = i;
        }

        return (edges, order);
    }

    /// <summary>The number of edges below a value: values up to and including an edge are in its cell or one before.</summary>
    private static int CellOf(float[] edges, float value)
    {
        int low = 0;
        int high = edges.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (edges[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private sealed record Edges(float[][] Sorted, int[][] Order);
}
