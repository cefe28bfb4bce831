using System.Globalization;
using Slipway.Learning.Explaining;
using Slipway.Serving;

namespace Slipway.Cli.Predicting;

/// <summary>What the features contributed to the answer to one row: to the class that was predicted, or to the number.</summary>
/// <param name="Space">What the base value and the contributions sum to.</param>
/// <param name="BaseValue">The answer for the average training row.</param>
/// <param name="Contributions">One a feature, the largest first.</param>
internal sealed record ExplainedRow(ExplanationSpace Space, double BaseValue, IReadOnlyDictionary<string, double> Contributions)
{
    private const int MaxShown = 5;

    public static ExplainedRow Of(Explanations explanations, int rowIndex)
    {
        double[] contributions = explanations.Contributions(rowIndex).ToArray();
        var sorted = explanations.Schema.Features.Zip(contributions, (feature, value) => (feature.Name, Value: value))
            .OrderByDescending(pair => Math.Abs(pair.Value));
        return new ExplainedRow(
            explanations.Space,
            explanations.BaseValue(rowIndex),
            sorted.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
    }

    /// <summary>The largest contributions, the sum of the others, and what they are added to.</summary>
    public IEnumerable<string> Lines()
    {
        string space = Space == ExplanationSpace.Margin ? "margin" : "probability";
        yield return string.Create(CultureInfo.InvariantCulture, $"  {BaseValue,10:0.0000}  {space} of the average row");
        foreach (var (feature, value) in Contributions.Take(MaxShown))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {value,10:+0.0000;-0.0000;0.0000}  {feature}");
        }

        if (Contributions.Count > MaxShown)
        {
            double rest = Contributions.Values.Skip(MaxShown).Sum();
            int others = Contributions.Count - MaxShown;
            yield return string.Create(CultureInfo.InvariantCulture, $"  {rest,10:+0.0000;-0.0000;0.0000}  {others} others");
        }
    }
}
