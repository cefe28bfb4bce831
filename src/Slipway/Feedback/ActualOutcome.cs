namespace Slipway.Feedback;

/// <summary>What a prediction turned out to be: a class for classification, a number for regression.</summary>
/// <param name="Label">The class; <see langword="null"/> for regression.</param>
/// <param name="Value">The number; NaN for classification.</param>
public readonly record struct ActualOutcome(string? Label, double Value)
{
    /// <summary>A class.</summary>
    public static ActualOutcome Of(string label) => new(label, double.NaN);

    /// <summary>A number, finite.</summary>
    public static ActualOutcome Of(double value) => new(null, value);
}
