namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The scores that the leaves below a node may have, so that a tree stays monotone; both inclusive.</summary>
internal readonly record struct ScoreBounds(double Lower, double Upper)
{
    /// <summary>No bounds.</summary>
    public static ScoreBounds None => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The bounds of both children where their scores must be ordered: neither may pass the middle between them.</summary>
    /// <param name="direction">1 where the right child must not be below the left one, -1 for the opposite, 0 for neither.</param>
    /// <param name="left">The score of the left child.</param>
    /// <param name="right">The score of the right child.</param>
    public (ScoreBounds Left, ScoreBounds Right) Split(int direction, double left, double right)
    {
        double middle = (left + right) / 2;
        return direction switch
        {
            > 0 => (this with { Upper = middle }, this with { Lower = middle }),
            < 0 => (this with { Lower = middle }, this with { Upper = middle }),
            _ => (this, this),
        };
    }
}
