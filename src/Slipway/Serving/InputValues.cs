using System.Globalization;
using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>Sets values of the last row of a batch, by the rules that JSON and CSV share.</summary>
internal static class InputValues
{
    /// <returns>The rule that the value breaks, if any.</returns>
    public static InputRule? SetNumber(double value, FeatureSchema feature, int featureIndex, FeatureBatch batch)
    {
        float number = (float)value;
        if (!float.IsFinite(number))
        {
            return InputRule.NotFinite;
        }

        if (value < feature.Min)
        {
            return InputRule.BelowMin;
        }

        if (value > feature.Max)
        {
            return InputRule.AboveMax;
        }

        batch.SetNumber(featureIndex, number);
        return null;
    }

    public static InputRule? SetBoolean(ReadOnlySpan<char> text, int featureIndex, FeatureBatch batch)
    {
        if (!bool.TryParse(text, out bool value)) return InputRule.WrongType;
        batch.SetNumber(featureIndex, value ? 1 : 0);
        return null;
    }

    public static InputRule? SetTimestamp(ReadOnlySpan<char> text, int featureIndex, FeatureBatch batch)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var t)) return InputRule.NotATimestamp;
        batch.SetTicks(featureIndex, t.UtcTicks);
        return null;
    }
}
