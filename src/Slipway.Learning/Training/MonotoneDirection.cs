namespace Slipway.Learning.Training;

/// <summary>How a prediction may change while one feature rises and the others stay.</summary>
public enum MonotoneDirection
{
    /// <summary>It never falls.</summary>
    Increasing,

    /// <summary>It never rises.</summary>
    Decreasing,
}
