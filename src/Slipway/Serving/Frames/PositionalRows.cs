using System.Text.Json;

namespace Slipway.Serving.Frames;

/// <summary>Reads rows without names.</summary>
/// <param name="layout">The features.</param>
/// <param name="features">The feature of each value, or -1; empty when values are in the order of the features.</param>
/// <param name="width">The values of a row.</param>
/// <param name="batch">Gets the rows.</param>
/// <param name="report">Gets the problems.</param>
internal readonly ref struct PositionalRows(
    FeatureLayout layout, ReadOnlySpan<int> features, int width, FeatureBatch batch, InputReport report)
{
    private readonly ReadOnlySpan<int> _features = features;

    /// <summary>Reads an array of values as a row; a bare value is a row of one.</summary>
    /// <returns>Whether the rest of the text matters still.</returns>
    public bool ReadElement(ref Utf8JsonReader json)
    {
        int row = batch.AddRow();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            if (width != 1 || json.TokenType == JsonTokenType.StartObject)
            {
                AddWidth(row);
                return JsonText.SkipValue(ref json, report);
            }

            return ReadValue(ref json, row, 0);
        }

        int count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (!(count < width ? ReadValue(ref json, row, count) : JsonText.SkipValue(ref json, report)))
            {
                return false;
            }

            count++;
        }

        if (count != width)
        {
            AddWidth(row);
        }

        return true;
    }

    private bool ReadValue(ref Utf8JsonReader json, int row, int index)
    {
        int feature = _features.IsEmpty ? index : _features[index];
        if (feature >= 0 && JsonValueReader.Read(ref json, layout, feature, batch) is { } rule)
        {
            report.Add(rule, row, layout, feature);
        }

        return JsonText.SkipValue(ref json, report);
    }

    private void AddWidth(int row) =>
        report.Add("input.rowWidth", $"The row is not a list of {width} values, one for each column. Send all of them.", row);
}
