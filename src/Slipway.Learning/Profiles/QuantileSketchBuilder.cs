using System.Runtime.InteropServices;
using Slipway.Learning.Statistics;

namespace Slipway.Learning.Profiles;

/// <summary>
/// Builds a <see cref="QuantileSketch"/> in one pass. Values are counted exactly while few are distinct; then they go through a ladder of
/// buffers, where a full buffer is sorted and every second value moves up with twice the weight (J. I. Munro and M. S. Paterson, Theor.
/// Comput. Sci. 12, 1980; G. S. Manku, S. Rajagopalan and B. G. Lindsay, SIGMOD 1998). Odd and even positions alternate, so nothing is
/// random,
/// and each halving at weight w moves any rank by at most w, which is added up. Memory: one buffer a doubling of the rows.
/// </summary>
internal sealed class QuantileSketchBuilder
{
    private const int BufferSize = 8192;

    private readonly List<Rung> _ladder = [new()];
    private SortedSample _exact = SortedSample.Empty;
    private long _rankError;

    /// <summary>Whether the sketch has given up counting every distinct value.</summary>
    public bool IsCompacting { get; private set; }

    public void Add(double value)
    {
        var values = _ladder[0].Values;
        values.Add(value + 0.0);
        if (values.Count >= BufferSize)
        {
            Drain();
        }
    }

    public void Add(QuantileSketch sketch)
    {
        _rankError += sketch.RankErrorBound;
        if (!IsCompacting)
        {
            Drain();
        }

        if (!IsCompacting)
        {
            _exact = Merge(_exact, sketch.Points);
            if (!sketch.IsExact || _exact.DistinctCount > QuantileSketch.MaxPoints)
            {
                StartCompacting();
            }
        }
        else
        {
            AddWeighted(sketch.Points);
        }
    }

    public QuantileSketch Build()
    {
        if (!IsCompacting)
        {
            Drain();
        }

        if (!IsCompacting)
        {
            return new QuantileSketch(_exact, 0);
        }

        var all = SortedSample.Empty;
        for (int level = 0; level < _ladder.Count; level++)
        {
            double[] values = [.. _ladder[level].Values];
            RadixSort.Sort(values);
            all = Merge(all, Scale(SortedSample.OfSorted(values), 1L << level));
        }

        return all.DistinctCount <= QuantileSketch.MaxPoints ? new QuantileSketch(all, _rankError) : Thin(all);
    }

    // Each share of 1/MaxPoints of the values is stood for by its middle one.
    private QuantileSketch Thin(SortedSample all)
    {
        const int points = QuantileSketch.MaxPoints;
        var values = new double[points];
        var counts = new long[points];
        int distinct = 0;
        int index = 0;
        long passed = 0;
        long widest = 0;
        for (int i = 0; i < points; i++)
        {
            long start = (long)((Int128)all.Count * i / points);
            long end = (long)((Int128)all.Count * (i + 1) / points);
            long middle = start + ((end - start) / 2);
            widest = Math.Max(widest, end - start);
            while (passed + all.Counts[index] <= middle)
            {
                passed += all.Counts[index++];
            }

            double value = all.Values[index];
            if (distinct == 0 || values[distinct - 1] != value)
            {
                values[distinct++] = value;
            }

            counts[distinct - 1] += end - start;
        }

        return new QuantileSketch(new SortedSample(values[..distinct], counts[..distinct]), _rankError + (widest / 2) + 1);
    }

    private void Drain()
    {
        if (IsCompacting)
        {
            Halve(0);
            return;
        }

        double[] values = [.. _ladder[0].Values];
        _ladder[0].Values.Clear();
        RadixSort.Sort(values);
        _exact = Merge(_exact, SortedSample.OfSorted(values));
        if (_exact.DistinctCount > QuantileSketch.MaxPoints)
        {
            StartCompacting();
        }
    }

    private void StartCompacting()
    {
        IsCompacting = true;
        var counted = _exact;
        _exact = SortedSample.Empty;
        AddWeighted(counted);
    }

    // A value with a count goes onto one rung for each binary digit of the count, which loses nothing.
    private void AddWeighted(SortedSample points)
    {
        for (int i = 0; i < points.DistinctCount; i++)
        {
            long count = points.Counts[i];
            for (int level = 0; count != 0; level++, count >>= 1)
            {
                if ((count & 1) == 0)
                {
                    continue;
                }

                var values = At(level).Values;
                values.Add(points.Values[i]);
                if (values.Count >= BufferSize)
                {
                    Halve(level);
                }
            }
        }
    }

    private void Halve(int level)
    {
        var rung = _ladder[level];
        var above = At(level + 1);
        RadixSort.Sort(CollectionsMarshal.AsSpan(rung.Values));

        // Of an odd number the greatest stays, so that the weights still add up to the rows.
        int halved = rung.Values.Count & ~1;
        for (int i = rung.TakesOdd ? 1 : 0; i < halved; i += 2)
        {
            above.Values.Add(rung.Values[i]);
        }

        rung.TakesOdd = !rung.TakesOdd;
        rung.Values.RemoveRange(0, halved);
        _rankError += 1L << level;
        if (above.Values.Count >= BufferSize)
        {
            Halve(level + 1);
        }
    }

    private Rung At(int level)
    {
        while (_ladder.Count <= level)
        {
            _ladder.Add(new Rung());
        }

        return _ladder[level];
    }

    private static SortedSample Scale(SortedSample sample, long factor)
    {
        var counts = sample.Counts.ToArray();
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] *= factor;
        }

        return new SortedSample(sample.Values.ToArray(), counts);
    }

    private static SortedSample Merge(SortedSample left, SortedSample right)
    {
        var values = new double[left.DistinctCount + right.DistinctCount];
        var counts = new long[values.Length];
        int i = 0, j = 0, distinct = 0;
        while (i < left.DistinctCount || j < right.DistinctCount)
        {
            double value = j == right.DistinctCount || (i < left.DistinctCount && left.Values[i] <= right.Values[j])
                ? left.Values[i]
                : right.Values[j];
            values[distinct] = value;
            if (i < left.DistinctCount && left.Values[i] == value)
            {
                counts[distinct] += left.Counts[i++];
            }

            if (j < right.DistinctCount && right.Values[j] == value)
            {
                counts[distinct] += right.Counts[j++];
            }

            distinct++;
        }

        return new SortedSample(values[..distinct], counts[..distinct]);
    }

    private sealed class Rung
    {
        public List<double> Values { get; } = new(256);

        public bool TakesOdd { get; set; }
    }
}
