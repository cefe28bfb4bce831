namespace Slipway.Learning.Profiles;

/// <summary>
/// How many of some rows are repeats of others. Exact with at most <see cref="MaxHashes"/> distinct rows. Beyond, the smallest hashes are
/// kept with their counts, from which the number of distinct rows follows (Z. Bar-Yossef et al., RANDOM 2002; the estimate (k - 1) / u of
/// K. Beyer et al., SIGMOD 2007). Sketches of parts merge into that of the whole. Immutable.
/// </summary>
public sealed class RowSketch
{
    /// <summary>The most hashes that are kept.</summary>
    public const int MaxHashes = 8192;

    private const double Errors = 3;

    internal RowSketch(long rowCount, bool isExact, ulong[] hashes, long[] counts) =>
        (RowCount, IsExact, Hashes, Counts) = (rowCount, isExact, hashes, counts);

    /// <summary>The rows.</summary>
    public long RowCount { get; }

    /// <summary>Whether every distinct row is known.</summary>
    public bool IsExact { get; }

    /// <summary>
    /// The share of rows that repeat an earlier one, 0 to 1: one minus distinct rows over rows. Of a sketch, the share among the rows that
    /// are kept where that is within the bound of the estimate, because it has less noise.
    /// </summary>
    public double DuplicateShare
    {
        get
        {
            if (RowCount == 0)
            {
                return 0;
            }

            double kept = Counts.Sum();
            double ofKept = 1 - (Hashes.Length / kept);
            double estimated = Math.Clamp(1 - (DistinctCount / RowCount), 0, 1);
            return IsExact || Math.Abs(ofKept - estimated) <= ErrorShare ? ofKept : estimated;
        }
    }

    /// <summary>
    /// By how much <see cref="DuplicateShare"/> may be off: 0 when exact, else three standard errors, which is at most 0.034.
    /// </summary>
    public double ErrorShare => IsExact ? 0 : Errors / Math.Sqrt(Hashes.Length - 2) * Math.Min(1, DistinctCount / RowCount);

    /// <summary>The hashes, increasing.</summary>
    internal ulong[] Hashes { get; }

    /// <summary>The rows of each hash.</summary>
    internal long[] Counts { get; }

    private double DistinctCount => IsExact ? Hashes.Length : (Hashes.Length - 1) / ((Hashes[^1] + 1.0) / ulong.MaxValue);
}
