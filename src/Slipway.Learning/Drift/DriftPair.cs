using Slipway.Learning.Profiles;
using Slipway.Learning.Statistics;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Drift;

/// <summary>
/// A column twice: the reference sample and the current one, without missing values. Made from full samples or from profiles; where a
/// profile's sketch is not exact, shares of values differ from the full sample's by at most <see cref="RankErrorShare"/>.
/// </summary>
public sealed class DriftPair
{
    private readonly Lazy<(double[] Values, PairedCounts Counts)> _points;
    private readonly Lazy<(IReadOnlyList<string?> Words, PairedCounts Counts)> _categories;

    private DriftPair(
        SortedSample referenceNumbers,
        SortedSample currentNumbers,
        Moments referenceMoments,
        Moments currentMoments,
        double rankErrorShare)
    {
        (IsNumeric, ReferenceNumbers, CurrentNumbers) = (true, referenceNumbers, currentNumbers);
        (ReferenceMoments, CurrentMoments, RankErrorShare) = (referenceMoments, currentMoments, rankErrorShare);
        (ReferenceCount, CurrentCount) = (referenceNumbers.Count, currentNumbers.Count);
        _points = new(() => PairedCounts.Align(referenceNumbers, currentNumbers));
        _categories = new(() => ([], _points.Value.Counts));
    }

    private DriftPair(CategoryCounts reference, CategoryCounts current)
    {
        (ReferenceNumbers, CurrentNumbers) = (SortedSample.Empty, SortedSample.Empty);
        (ReferenceCount, CurrentCount) = (reference.Total, current.Total);
        _points = new(() => ([], new PairedCounts([], [])));
        _categories = new(() => PairedWords.Align(reference, current));
    }

    /// <summary>Whether the values are numbers.</summary>
    public bool IsNumeric { get; }

    /// <summary>The values in the reference.</summary>
    public long ReferenceCount { get; }

    /// <summary>The values in the current sample.</summary>
    public long CurrentCount { get; }

    /// <summary>The reference's numbers; none for categories.</summary>
    public SortedSample ReferenceNumbers { get; }

    /// <summary>The current numbers; none for categories.</summary>
    public SortedSample CurrentNumbers { get; }

    /// <summary>Moments of the reference, exact even where the sample is a sketch.</summary>
    public Moments ReferenceMoments { get; }

    /// <summary>Moments of the current sample, exact even where the sample is a sketch.</summary>
    public Moments CurrentMoments { get; }

    /// <summary>
    /// How far the difference of the two cumulative shares may be off at any value, because of sketches; 0 for full samples. It bounds the
    /// error
    /// of the Kolmogorov-Smirnov statistic; times the common range, that of the Wasserstein distance.
    /// </summary>
    public double RankErrorShare { get; }

    /// <summary>The counts of each category (words, or distinct numbers) in both samples, over their union.</summary>
    public PairedCounts Categories => _categories.Value.Counts;

    /// <summary>The number of distinct values in both samples together; of sketches the number of their points.</summary>
    public int DistinctCount => Categories.Length;

    /// <summary>The words of <see cref="Categories"/>, <see langword="null"/> for words not listed; empty for numbers.</summary>
    internal IReadOnlyList<string?> Words => _categories.Value.Words;

    /// <summary>The distinct numbers of both samples, increasing, and their counts.</summary>
    internal (double[] Values, PairedCounts Counts) Points => _points.Value;

    /// <summary>Of full samples of numbers; those that are not finite count as missing.</summary>
    public static DriftPair OfNumbers(ReadOnlySpan<double> reference, ReadOnlySpan<double> current)
    {
        var referenceSample = SortedSample.Of(reference);
        var currentSample = SortedSample.Of(current);
        return new DriftPair(referenceSample, currentSample, referenceSample.ToMoments(), currentSample.ToMoments(), 0);
    }

    /// <summary>Of words and how often they occur.</summary>
    public static DriftPair OfCategories(CategoryCounts reference, CategoryCounts current) => new(reference, current);

    /// <summary>Of two profiles of a column.</summary>
    /// <exception cref="ArgumentException">The types differ, or are neither numbers nor categories nor booleans.</exception>
    public static DriftPair OfProfiles(ColumnProfile reference, ColumnProfile current)
    {
        if (reference.Type != current.Type || reference.Type is ColumnType.Timestamp or ColumnType.Text)
        {
            throw new ArgumentException($"Columns of types {reference.Type} and {current.Type} cannot be compared.", nameof(current));
        }

        return reference.Type == ColumnType.Number
            ? new DriftPair(
                reference.Quantiles!.Points,
                current.Quantiles!.Points,
                reference.Moments!.Value,
                current.Moments!.Value,
                reference.Quantiles.RankErrorShare + current.Quantiles.RankErrorShare)
            : new DriftPair(reference.Categories!, current.Categories!);
    }

    /// <summary>
    /// The counts that distances between histograms compare: categories as they are, numbers too where the reference has at most 20
    /// distinct
    /// ones, other numbers in equal bins by Sturges' rule over both samples.
    /// </summary>
    public PairedCounts ToBins() => IsNumeric && ReferenceNumbers.DistinctCount > HistogramBins.MaxListedValues
        ? HistogramBins.Sturges(this).Count(this)
        : Categories;
}
