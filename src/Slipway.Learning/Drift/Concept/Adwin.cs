namespace Slipway.Learning.Drift.Concept;

/// <summary>
/// Adaptive windowing, ADWIN (A. Bifet and R. Gavaldà, SDM 2007): keeps the longest window whose older and newer part do not differ, in
/// buckets of doubling size. Sees changes in either direction; memory grows with the logarithm of the window.
/// </summary>
/// <param name="delta">The chance of a false alarm that is accepted, between 0 and 1.</param>
public sealed class Adwin(double delta = Adwin.DefaultDelta) : IConceptDetector
{
    /// <summary>The default of delta.</summary>
    public const double DefaultDelta = 0.002;

    private const int MaxBucketsOfSize = 5;
    private const int CheckEvery = 32;
    private const int MinWindow = 10;
    private const int MinPart = 5;

    // Oldest first; sizes never grow from one to the next.
    private readonly List<Bucket> _buckets = [];
    private Bucket _window;
    private long _untilCheck = CheckEvery;

    /// <inheritdoc/>
    public string Name => "adwin";

    /// <summary>The values in the window.</summary>
    public long WindowLength => _window.Count;

    /// <summary>Their mean.</summary>
    public double Mean => _window.Mean;

    /// <inheritdoc/>
    public ConceptState Add(double error)
    {
        _buckets.Add(new Bucket(1, error, 0));
        _window = _window.Merge(_buckets[^1]);
        Compress();
        if (--_untilCheck > 0)
        {
            return ConceptState.Stable;
        }

        _untilCheck = CheckEvery;
        return Cut() ? ConceptState.Drift : ConceptState.Stable;
    }

    private void Compress()
    {
        int end = _buckets.Count;
        while (end > 0)
        {
            long size = _buckets[end - 1].Count;
            int start = end;
            while (start > 0 && _buckets[start - 1].Count == size)
            {
                start--;
            }

            if (end - start <= MaxBucketsOfSize)
            {
                return;
            }

            _buckets[start] = _buckets[start].Merge(_buckets[start + 1]);
            _buckets.RemoveAt(start + 1);
            end = start + 1;
        }
    }

    // Drops the oldest bucket as long as some cut of the window shows a difference.
    private bool Cut()
    {
        bool hasCut = false;
        while (_window.Count > MinWindow && HasDifference())
        {
            hasCut = true;
            _buckets.RemoveAt(0);
            _window = default;
            foreach (var bucket in _buckets)
            {
                _window = _window.Merge(bucket);
            }
        }

        return hasCut;
    }

    private bool HasDifference()
    {
        double confidence = Math.Log(2 * Math.Log(_window.Count) / delta);
        double variance = _window.Variance;
        Bucket older = default;
        foreach (var bucket in _buckets)
        {
            older = older.Merge(bucket);
            long newerCount = _window.Count - older.Count;
            if (newerCount < MinPart)
            {
                return false;
            }

            if (older.Count < MinPart)
            {
                continue;
            }

            double newerMean = ((_window.Mean * _window.Count) - (older.Mean * older.Count)) / newerCount;
            double inverse = (1.0 / older.Count) + (1.0 / newerCount);
            double bound = Math.Sqrt(2 * inverse * variance * confidence) + (2.0 / 3 * inverse * confidence);
            if (Math.Abs(older.Mean - newerMean) > bound)
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Bucket(long Count, double Mean, double SumOfSquares)
    {
        public double Variance => Count == 0 ? 0 : SumOfSquares / Count;

        public Bucket Merge(Bucket other)
        {
            if (Count == 0)
            {
                return other;
            }

            long count = Count + other.Count;
            double difference = other.Mean - Mean;
            return new Bucket(
                count,
                Mean + (difference * other.Count / count),
                SumOfSquares + other.SumOfSquares + (difference * difference * Count / count * other.Count));
        }
    }
}
