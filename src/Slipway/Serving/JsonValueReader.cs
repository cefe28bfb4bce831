using System.Text;
using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>Reads one JSON value into the last row of a batch, by the type of its feature.</summary>
internal static class JsonValueReader
{
    private const int MaxStack = 64;

    /// <returns>The rule that the value breaks, if any.</returns>
    public static InputRule? Read(ref Utf8JsonReader reader, FeatureLayout layout, int featureIndex, FeatureBatch batch)
    {
        var feature = layout.Schema.Features[featureIndex];
        if (reader.TokenType == JsonTokenType.Null)
        {
            return feature.AllowsMissing ? null : InputRule.Null;
        }

        try
        {
            return layout.Types[featureIndex] switch
            {
                ColumnType.Number => ReadNumber(ref reader, feature, featureIndex, batch),
                ColumnType.Boolean => ReadBoolean(ref reader, featureIndex, batch),
                ColumnType.Timestamp => ReadTimestamp(ref reader, feature, featureIndex, batch),
                _ => ReadWord(ref reader, layout, featureIndex, batch),
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is valid JSON but no text; the reader only finds out when it unescapes.
            return InputRule.IncompleteText;
        }
    }

    private static InputRule? ReadNumber(ref Utf8JsonReader reader, FeatureSchema feature, int featureIndex, FeatureBatch batch)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            return InputRule.WrongType;
        }

        return reader.TryGetDouble(out double value) ? InputValues.SetNumber(value, feature, featureIndex, batch) : InputRule.NotFinite;
    }

    private static InputRule? ReadBoolean(ref Utf8JsonReader reader, int featureIndex, FeatureBatch batch)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                batch.SetNumber(featureIndex, reader.TokenType == JsonTokenType.True ? 1 : 0);
                return null;
            case JsonTokenType.Number when reader.TryGetDouble(out double number) && number is 0 or 1:
                batch.SetNumber(featureIndex, (float)number);
                return null;
            case JsonTokenType.String when reader.ValueSpan.Length <= MaxStack:
                Span<byte> text = stackalloc byte[MaxStack];
                return InputValues.SetBoolean(text[..reader.CopyString(text)], featureIndex, batch);
            default:
                return InputRule.WrongType;
        }
    }

    private static InputRule? ReadTimestamp(ref Utf8JsonReader reader, FeatureSchema feature, int featureIndex, FeatureBatch batch)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return InputRule.WrongType;
        }

        if (reader.ValueSpan.IsEmpty)
        {
            return feature.AllowsMissing ? null : InputRule.Null;
        }

        if (reader.ValueSpan.Length > MaxStack)
        {
            return InputRule.NotATimestamp;
        }

        Span<byte> text = stackalloc byte[MaxStack];
        return InputValues.SetTimestamp(text[..reader.CopyString(text)], featureIndex, batch);
    }

    private static InputRule? ReadWord(ref Utf8JsonReader reader, FeatureLayout layout, int featureIndex, FeatureBatch batch)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                string word = layout.Intern(featureIndex, ref reader);
                batch.SetWord(featureIndex, word);
                return word.Length > 0 || layout.Schema.Features[featureIndex].AllowsMissing ? null : InputRule.Null;
            case JsonTokenType.True or JsonTokenType.False:
                batch.SetWord(featureIndex, reader.TokenType == JsonTokenType.True ? "true" : "false");
                return null;
            case JsonTokenType.Number:
                // The raw text, so that 1 and 1.0 stay the words that they were in a CSV.
                batch.SetWord(featureIndex, InternNumber(reader.ValueSpan, layout, featureIndex));
                return null;
            default:
                return InputRule.WrongType;
        }
    }

    private static string InternNumber(ReadOnlySpan<byte> digits, FeatureLayout layout, int featureIndex)
    {
        if (digits.Length > MaxStack)
        {
            return Encoding.ASCII.GetString(digits);
        }

        Span<char> text = stackalloc char[MaxStack];
        return layout.Intern(featureIndex, text[..Encoding.ASCII.GetChars(digits, text)]);
    }
}
