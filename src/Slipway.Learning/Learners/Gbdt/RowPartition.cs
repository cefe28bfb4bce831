using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The rows of a tree, those of each leaf together and ascending.</summary>
internal sealed class RowPartition(int rowCount, WorkTeam team)
{
    private const int RowsInPiece = 1 << 14;

    private readonly int[] _rows = GC.AllocateUninitializedArray<int>(rowCount);
    private readonly int[] _rights = GC.AllocateUninitializedArray<int>(rowCount);
    private readonly int[] _lefts = new int[(rowCount + RowsInPiece - 1) / RowsInPiece];

    /// <summary>Starts a tree.</summary>
    public void Reset(ReadOnlySpan<int> bag) => bag.CopyTo(_rows);

    /// <summary>The rows of a leaf.</summary>
    public ReadOnlySpan<int> Rows(int start, int count) => _rows.AsSpan(start, count);

    /// <summary>Moves the rows of a leaf that go left before those that go right.</summary>
    /// <param name="start">Where the rows start.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="column">The feature that is asked for.</param>
    /// <param name="goesLeft">For each of 256 bins 1 or 0.</param>
    public void Split(int start, int count, BinnedColumn column, byte[] goesLeft)
    {
        int pieces = (count + RowsInPiece - 1) / RowsInPiece;
        team.Run(pieces, pieces > 2, (piece, _) =>
        {
            int first = start + (piece * RowsInPiece), length = Math.Min(RowsInPiece, start + count - first);
            _lefts[piece] = HistogramKernel.Partition(_rows.AsSpan(first, length), _rights.AsSpan(first, length), column.Bins, goesLeft);
        });

        int end = start;
        for (int piece = 0; piece < pieces; piece++)
        {
            _rows.AsSpan(start + (piece * RowsInPiece), _lefts[piece]).CopyTo(_rows.AsSpan(end));
            end += _lefts[piece];
        }

        for (int piece = 0; piece < pieces; piece++)
        {
            int first = start + (piece * RowsInPiece), rights = Math.Min(RowsInPiece, start + count - first) - _lefts[piece];
            _rights.AsSpan(first, rights).CopyTo(_rows.AsSpan(end));
            end += rights;
        }
    }
}
