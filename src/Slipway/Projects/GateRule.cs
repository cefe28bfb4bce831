using System.Globalization;
using Slipway.Learning.Results;
using Slipway.Projects.Reading;

namespace Slipway.Projects;

/// <summary>A bound on a metric, such as <c>&gt;= 0.95</c>.</summary>
/// <param name="Operator">How the metric is compared.</param>
/// <param name="Threshold">What it is compared with; finite.</param>
public sealed record GateRule(GateOperator Operator, double Threshold)
{
    private static readonly (string Sign, GateOperator Operator)[] Signs =
        [(">=", GateOperator.AtLeast), ("<=", GateOperator.AtMost), (">", GateOperator.Above), ("<", GateOperator.Below)];

    /// <summary>Reads a rule: one of <c>&gt;= &gt; &lt;= &lt;</c> and a number.</summary>
    /// <returns>The rule, or the problem <c>spec.badRule</c>.</returns>
    public static Result<GateRule> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        foreach (var (sign, comparison) in Signs)
        {
            if (trimmed.StartsWith(sign, StringComparison.Ordinal)
                && double.TryParse(trimmed.AsSpan(sign.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold)
                && double.IsFinite(threshold))
            {
                return new GateRule(comparison, threshold);
            }
        }

        return new Problem(
            SpecCodes.BadRule, $"'{text}' is not a rule; write >=, >, <= or < and a number, in quotes, such as \">= 0.95\".");
    }

    /// <summary>Whether a metric satisfies the rule. NaN satisfies none.</summary>
    public bool Holds(double value) => Operator switch
    {
        GateOperator.AtLeast => value >= Threshold,
        GateOperator.Above => value > Threshold,
        GateOperator.AtMost => value <= Threshold,
        _ => value < Threshold,
    };

    /// <summary>The rule as a spec writes it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Signs.First(s => s.Operator == Operator).Sign} {Threshold}");
}
