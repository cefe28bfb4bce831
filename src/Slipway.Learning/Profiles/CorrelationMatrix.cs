namespace Slipway.Learning.Profiles;

/// <summary>
/// Pearson's correlations between the numeric columns, the first <see cref="MaxColumns"/> of them; each over the rows where both values are
/// there.
/// </summary>
public sealed class CorrelationMatrix
{
    /// <summary>The most columns that are correlated.</summary>
    public const int MaxColumns = 64;

    private readonly CoMoments[] _pairs;

    internal CorrelationMatrix(IReadOnlyList<string> columns, CoMoments[] pairs) => (Columns, _pairs) = (columns, pairs);

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    internal ReadOnlySpan<CoMoments> Pairs => _pairs;

    /// <summary>The correlation of two columns, -1 to 1; <see langword="null"/> where either is constant.</summary>
    /// <param name="first">An index into <see cref="Columns"/>.</param>
    /// <param name="second">An index into <see cref="Columns"/>.</param>
    public double? this[int first, int second]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(first, Columns.Count);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(second, Columns.Count);
            return first == second ? 1 : Pair(first, second).Correlation;
        }
    }

    /// <summary>The correlations between some of the columns.</summary>
    /// <param name="indexes">Indexes into <see cref="Columns"/>, ascending.</param>
    internal CorrelationMatrix Select(int[] indexes)
    {
        var pairs = new CoMoments[PairCount(indexes.Length)];
        for (int larger = 1; larger < indexes.Length; larger++)
        {
            for (int smaller = 0; smaller < larger; smaller++)
            {
                pairs[PairIndex(larger, smaller)] = _pairs[PairIndex(indexes[larger], indexes[smaller])];
            }
        }

        return new CorrelationMatrix([.. indexes.Select(index => Columns[index])], pairs);
    }

    internal CoMoments Pair(int first, int second) => _pairs[PairIndex(Math.Max(first, second), Math.Min(first, second))];

    internal static int PairCount(int columnCount) => columnCount * (columnCount - 1) / 2;

    internal static int PairIndex(int larger, int smaller) => (larger * (larger - 1) / 2) + smaller;
}
