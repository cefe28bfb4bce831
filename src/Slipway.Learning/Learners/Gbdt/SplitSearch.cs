using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Fills the histograms of leaves and finds their best splits, block of features by block. Buffers are reused.</summary>
internal sealed class SplitSearch
{
    /// <summary>Fewer row-feature pairs than this are done before other threads have woken up.</summary>
    private const int MinParallelWork = 60_000;

    private const int MinParallelRows = 1 << 15;

    private readonly BinnedMatrix _matrix;
    private readonly GbdtParameters _parameters;
    private readonly WorkTeam _team;
    private readonly Lane[] _lanes;
    private readonly long[] _gathered;
    private readonly int[] _firstBins;
    private readonly SplitCandidate[] _blockSplits;
    private BinBlocks _blocks = null!;
    private RowSlopes _slopes = null!;
    private RowPartition _partition = null!;
    private GrowingLeaf _small = null!;
    private GrowingLeaf? _large;

    public SplitSearch(BinnedMatrix matrix, GbdtParameters parameters, int[] directions, WorkTeam team)
    {
        (_matrix, _parameters, _team) = (matrix, parameters, team);
        _lanes = [.. Enumerable.Range(0, team.Threads).Select(_ => new Lane(new SplitFinder(parameters, directions)))];
        _gathered = GC.AllocateUninitializedArray<long>(matrix.RowCount * HistogramKernel.Lanes);
        _firstBins = new int[matrix.Columns.Length + 1];
        _blockSplits = new SplitCandidate[2 * ((matrix.Columns.Length / BinBlocks.Width) + 1)];
    }

    /// <summary>Starts a tree.</summary>
    public void Start(BinBlocks blocks, RowSlopes slopes, RowPartition partition)
    {
        (_blocks, _slopes, _partition) = (blocks, slopes, partition);
        for (int i = 0; i < blocks.Features.Length; i++)
        {
            _firstBins[i + 1] = _firstBins[i] + _matrix.Columns[blocks.Features[i]].TotalBinCount;
        }
    }

    /// <summary>Finds the best splits, and fills the histograms.</summary>
    /// <param name="small">A leaf; without a histogram it is summed for its sibling alone.</param>
    /// <param name="large">Its larger sibling, whose histogram holds the sums of both; null where it does not matter.</param>
    public void Examine(GrowingLeaf small, GrowingLeaf? large)
    {
        (_small, _large) = (small, large);
        int count = small.State.Count;
        Gather(small);
        bool isWorthwhile = (long)count * _blocks.Features.Length >= MinParallelWork;
        _team.Run(_blocks.BlockCount, isWorthwhile, ExamineBlock);

        // The first feature wins among equals, whatever thread looked at it.
        for (int block = 0; block < _blocks.BlockCount; block++)
        {
            small.Split = Better(small.Split, _blockSplits[2 * block]);
            if (large is not null)
            {
                large.Split = Better(large.Split, _blockSplits[(2 * block) + 1]);
            }
        }
    }

    private static SplitCandidate Better(SplitCandidate first, SplitCandidate second) => second.Gain > first.Gain ? second : first;

    private void Gather(GrowingLeaf leaf)
    {
        int count = leaf.State.Count, start = leaf.Start;
        if (count == _matrix.RowCount)
        {
            return;
        }

        if (count < MinParallelRows)
        {
            HistogramKernel.Gather(_slopes.Pairs, _partition.Rows(start, count), _gathered);
            return;
        }

        _team.RunRows(count, (first, end) => HistogramKernel.Gather(
            _slopes.Pairs, _partition.Rows(start + first, end - first), _gathered.AsSpan(first * HistogramKernel.Lanes)));
    }

    private void ExamineBlock(int block, int lane)
    {
        var (scratch, finder) = (_lanes[lane].Scratch, _lanes[lane].Finder);
        int count = _small.State.Count;
        var pairs = count == _matrix.RowCount ? _slopes.Pairs : _gathered.AsSpan(0, count * HistogramKernel.Lanes);
        HistogramKernel.Fill(scratch, _blocks.Words(block), _partition.Rows(_small.Start, count), pairs);
        SplitCandidate small = SplitCandidate.None, large = SplitCandidate.None;
        for (int i = 0; i < BinBlocks.Width; i++)
        {
            if (i >= _blocks.FeaturesIn(block))
            {
                scratch.AsSpan(i * HistogramKernel.Stride, HistogramKernel.Lanes).Clear();
                continue;
            }

            int index = (block * BinBlocks.Width) + i, feature = _blocks.Features[index];
            var column = _matrix.Columns[feature];
            var sums = scratch.AsSpan(i * HistogramKernel.Stride, column.TotalBinCount * HistogramKernel.Lanes);
            if (_small.Histogram is { } ofSmall)
            {
                sums.CopyTo(ofSmall.Bins(_firstBins[index], column.TotalBinCount));
                small = Better(small, finder.Find(sums, column, feature, _small.State));
            }

            if (_large is { } sibling)
            {
                var largeSums = sibling.Histogram!.Bins(_firstBins[index], column.TotalBinCount);
                HistogramKernel.Subtract(largeSums, sums);
                large = Better(large, finder.Find(largeSums, column, feature, sibling.State));
            }

            sums.Clear();
        }

        _blockSplits[2 * block] = small;
        _blockSplits[(2 * block) + 1] = large;
    }

    /// <summary>What a thread needs for itself.</summary>
    private sealed class Lane(SplitFinder finder)
    {
        public SplitFinder Finder { get; } = finder;

        public long[] Scratch { get; } = GC.AllocateArray<long>(HistogramKernel.ScratchLength, pinned: true);
    }
}
