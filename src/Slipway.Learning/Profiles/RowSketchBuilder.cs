namespace Slipway.Learning.Profiles;

/// <summary>Builds a <see cref="RowSketch"/>: the same rows give the same sketch, in any order and cut into any parts.</summary>
internal sealed class RowSketchBuilder
{
    private readonly Dictionary<ulong, long> _counts = [];

    // A hash at or below this was never let go, so its count is whole.
    private ulong _greatest = ulong.MaxValue;
    private bool _isExact = true;
    private long _rowCount;

    public void Add(ReadOnlySpan<ulong> hashes)
    {
        _rowCount += hashes.Length;
        foreach (ulong hash in hashes)
        {
            if (hash <= _greatest)
            {
                Count(hash, 1);
            }
        }
    }

    public void Add(RowSketch sketch)
    {
        _rowCount += sketch.RowCount;
        if (!sketch.IsExact)
        {
            _isExact = false;
            _greatest = Math.Min(_greatest, sketch.Hashes[^1]);
        }

        for (int i = 0; i < sketch.Hashes.Length && sketch.Hashes[i] <= _greatest; i++)
        {
            Count(sketch.Hashes[i], sketch.Counts[i]);
        }
    }

    public RowSketch Build()
    {
        Trim();
        ulong[] hashes = [.. _counts.Keys.Order()];
        return new RowSketch(_rowCount, _isExact, hashes, [.. hashes.Select(hash => _counts[hash])]);
    }

    private void Count(ulong hash, long rows)
    {
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, hash, out _) += rows;
        if (_counts.Count > 2 * RowSketch.MaxHashes)
        {
            Trim();
        }
    }

    private void Trim()
    {
        if (_counts.Count <= RowSketch.MaxHashes && _isExact)
        {
            return;
        }

        ulong[] hashes = [.. _counts.Keys.Order()];
        if (hashes.Length > RowSketch.MaxHashes)
        {
            _isExact = false;
            _greatest = Math.Min(_greatest, hashes[RowSketch.MaxHashes - 1]);
        }

        foreach (ulong hash in hashes)
        {
            if (hash > _greatest)
            {
                _counts.Remove(hash);
            }
        }
    }
}
