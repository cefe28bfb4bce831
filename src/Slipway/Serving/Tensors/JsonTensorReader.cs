using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.Serving.Tensors;

/// <summary>Reads the data of a tensor from JSON: row-major, flat, or nested by row.</summary>
internal readonly ref struct JsonTensorReader(FeatureLayout layout, FeatureBatch batch, InputReport report)
{
    /// <summary>Reads all values.</summary>
    /// <param name="json">At the data; then at their end.</param>
    /// <param name="target">Where they go.</param>
    /// <returns>Whether the rest of the text matters still.</returns>
    public bool Read(ref Utf8JsonReader json, in TensorTarget target)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return TensorProblems.Refuse(report, "The data of an input are not a list. Send them so.");
        }

        json.Read();
        return json.TokenType == JsonTokenType.StartArray ? ReadNested(ref json, in target) : ReadFlat(ref json, in target);
    }

    private bool ReadFlat(ref Utf8JsonReader json, in TensorTarget target)
    {
        if (target.Width == 1)
        {
            return ReadColumn(ref json, in target);
        }

        int row = 0;
        int value = 0;
        for (; json.TokenType != JsonTokenType.EndArray; json.Read())
        {
            if (row == target.Rows || !ReadValue(ref json, in target, row, target.FirstFeature + value))
            {
                return RefuseShape();
            }

            value++;
            (row, value) = value == target.Width ? (row + 1, 0) : (row, value);
        }

        return row == target.Rows || RefuseShape();
    }

    /// <summary>The way of most values: a column of numbers within bounds.</summary>
    private bool ReadColumn(ref Utf8JsonReader json, in TensorTarget target)
    {
        int feature = target.FirstFeature;
        var (min, max) = layout.Bounds[feature];
        bool isPlain = !TensorDatatypes.IsInteger(target.Datatype) && target.Datatype != TensorDatatype.Bool && min <= max;
        var numbers = isPlain ? batch.NumbersToSet(feature) : default;
        int row = 0;
        for (; json.TokenType != JsonTokenType.EndArray; json.Read(), row++)
        {
            if (row == target.Rows)
            {
                return RefuseShape();
            }

            if (isPlain && json.TokenType == JsonTokenType.Number && json.TryGetDouble(out double number) && number >= min && number <= max)
            {
                numbers[row] = (float)number;
            }
            else if (!ReadValue(ref json, in target, row, feature))
            {
                return RefuseShape();
            }
        }

        return row == target.Rows || RefuseShape();
    }

    private bool ReadNested(ref Utf8JsonReader json, in TensorTarget target)
    {
        int row = 0;
        for (; json.TokenType != JsonTokenType.EndArray; json.Read(), row++)
        {
            if (json.TokenType != JsonTokenType.StartArray || row == target.Rows)
            {
                return RefuseShape();
            }

            int value = 0;
            for (; json.Read() && json.TokenType != JsonTokenType.EndArray; value++)
            {
                if (value == target.Width || !ReadValue(ref json, in target, row, target.FirstFeature + value))
                {
                    return RefuseShape();
                }
            }

            if (value != target.Width)
            {
                return RefuseShape();
            }
        }

        return row == target.Rows || RefuseShape();
    }

    /// <returns>Whether there is a scalar.</returns>
    private bool ReadValue(ref Utf8JsonReader json, in TensorTarget target, int row, int feature)
    {
        if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            return false;
        }

        batch.MoveTo(row);
        if (Set(ref json, target.Datatype, feature) is { } rule)
        {
            report.Add(rule, row, layout, feature);
        }

        return true;
    }

    private InputRule? Set(ref Utf8JsonReader json, TensorDatatype datatype, int feature)
    {
        var type = layout.Types[feature];
        if (json.TokenType == JsonTokenType.Number && !Holds(ref json, datatype))
        {
            return InputRule.NotOfDatatype;
        }

        if (type == ColumnType.Number && datatype == TensorDatatype.Bool && json.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            int number = json.TokenType == JsonTokenType.True ? 1 : 0;
            return InputValues.SetNumber(number, layout.Schema.Features[feature], feature, batch);
        }

        return JsonValueReader.Read(ref json, layout, feature, batch);
    }

    private static bool Holds(ref Utf8JsonReader json, TensorDatatype datatype)
    {
        var (min, max) = TensorDatatypes.Range(datatype);
        bool isWhole = TensorDatatypes.IsInteger(datatype) || datatype == TensorDatatype.Bool;
        return !isWhole || (json.TryGetDouble(out double number) && number == Math.Truncate(number) && number >= min && number <= max);
    }

    private bool RefuseShape() =>
        TensorProblems.Refuse(report, "The data of an input are not of its shape. Send as many values as the shape says, flat or in rows.");
}
