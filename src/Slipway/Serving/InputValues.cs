using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

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

    /// <returns>The rule that the value breaks, if any.</returns>
    public static InputRule? SetBoolean(ReadOnlySpan<byte> utf8, int featureIndex, FeatureBatch batch)
    {
        if (!ValueParser.TryParseBoolean(utf8, out bool value))
        {
            return InputRule.WrongType;
        }

        batch.SetNumber(featureIndex, value ? 1 : 0);
        return null;
    }

    /// <returns>The rule that the value breaks, if any.</returns>
    public static InputRule? SetTimestamp(ReadOnlySpan<byte> utf8, int featureIndex, FeatureBatch batch)
    {
        if (!ValueParser.TryParseTimestamp(utf8, out long ticks))
        {
            return InputRule.NotATimestamp;
        }

        batch.SetTicks(featureIndex, ticks);
        return null;
    }
}
