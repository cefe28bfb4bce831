namespace Slipway.Learning.Learners.Forest;

/// <summary>A question that a node could ask.</summary>
/// <param name="Purity">The purity of both children together; the larger the better.</param>
/// <param name="Feature">The feature; -1 where there is no question.</param>
/// <param name="Bin">The last bin that goes left.</param>
/// <param name="MissingGoesLeft">Where missing values go.</param>
internal readonly record struct ForestSplit(double Purity, int Feature, int Bin, bool MissingGoesLeft)
{
    /// <summary>No split.</summary>
    public static ForestSplit None => new(double.NegativeInfinity, -1, -1, false);
}
