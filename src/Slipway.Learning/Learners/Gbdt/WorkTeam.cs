namespace Slipway.Learning.Learners.Gbdt;

/// <summary>Threads that share pieces of work. Which thread does a piece is left to chance, so no result may depend on it.</summary>
/// <param name="threads">How many threads, at least 1.</param>
internal sealed class WorkTeam(int threads)
{
    private const int RowsInPiece = 1 << 13;
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads };
    private int _next;

    /// <summary>How many threads.</summary>
    public int Threads => threads;

    /// <summary>
    /// Does all pieces; the second argument of the work is a number below <see cref="Threads"/> that no other thread has meanwhile.
    /// </summary>
    /// <param name="pieces">How many pieces.</param>
    /// <param name="isWorthwhile">Whether the work outweighs waking other threads.</param>
    /// <param name="work">Does one piece.</param>
    public void Run(int pieces, bool isWorthwhile, Action<int, int> work)
    {
        int lanes = Math.Min(threads, pieces);
        if (lanes <= 1 || !isWorthwhile)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                work(piece, 0);
            }

            return;
        }

        _next = 0;
        Parallel.For(0, lanes, _options, lane =>
        {
            int piece;
            while ((piece = Interlocked.Increment(ref _next) - 1) < pieces)
            {
                work(piece, lane);
            }
        });
    }

    /// <summary>Does ranges of rows, from the first to before the second argument.</summary>
    public void RunRows(int rowCount, Action<int, int> work)
    {
        int pieces = (rowCount + RowsInPiece - 1) / RowsInPiece;
        Run(pieces, pieces > 2, (piece, _) => work(piece * RowsInPiece, Math.Min(rowCount, (piece + 1) * RowsInPiece)));
    }
}
