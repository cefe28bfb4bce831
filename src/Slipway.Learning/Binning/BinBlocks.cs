namespace Slipway.Learning.Binning;

/// <summary>
/// Bins of some features, eight of them a word: one read of a row's word, and of its slopes, serves eight histograms that fit in the
/// first cache together. Not safe to pack while it is read.
/// </summary>
internal sealed class BinBlocks(BinnedMatrix matrix)
{
    /// <summary>The features of a word.</summary>
    public const int Width = sizeof(ulong);

    private const int RowsInTask = 1 << 14;
    private ulong[] _words = [];

    /// <summary>The features, ascending; block <c>b</c> holds those from <c>b * Width</c> on.</summary>
    public int[] Features { get; private set; } = [];

    /// <summary>The number of blocks.</summary>
    public int BlockCount => (Features.Length + Width - 1) / Width;

    /// <summary>The words of a block, one a row; the first feature is the lowest byte, and what is beyond the last is 0.</summary>
    public ReadOnlySpan<ulong> Words(int block) => _words.AsSpan(block * matrix.RowCount, matrix.RowCount);

    /// <summary>The number of features in a block.</summary>
    public int FeaturesIn(int block) => Math.Min(Width, Features.Length - (block * Width));

    /// <summary>Takes the bins of these features.</summary>
    /// <param name="features">The features, ascending.</param>
    /// <param name="threads">How many threads to use.</param>
    public void Pack(int[] features, int threads)
    {
        Features = features;
        int rows = matrix.RowCount, chunks = (rows + RowsInTask - 1) / RowsInTask;
        if (_words.Length < BlockCount * rows)
        {
            _words = GC.AllocateUninitializedArray<ulong>(BlockCount * rows);
        }

        Parallel.For(
            0,
            BlockCount * chunks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            task => PackRows(task / chunks, task % chunks * RowsInTask));
    }

    private void PackRows(int block, int start)
    {
        int count = Math.Min(RowsInTask, matrix.RowCount - start);
        var words = _words.AsSpan((block * matrix.RowCount) + start, count);
        words.Clear();
        for (int i = 0; i < FeaturesIn(block); i++)
        {
            var bins = matrix.Columns[Features[(block * Width) + i]].Bins.AsSpan(start, count);
            for (int row = 0; row < words.Length; row++)
            {
                words[row] |= (ulong)bins[row] << (8 * i);
            }
        }
    }
}
