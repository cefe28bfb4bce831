using System.Text;
using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.PredictionLog;

/// <summary>
/// Reads lines of the prediction log by the features and classes of one schema; those of other versions that it does not have are passed
/// over. Not safe to use from several threads.
/// </summary>
internal sealed class RecordParser
{
    private readonly ModelSchema _schema;
    private readonly byte[][] _features;
    private readonly byte[][] _classes;
    private readonly Dictionary<string, string>[] _words;

    public RecordParser(ModelSchema schema)
    {
        _schema = schema;
        _features = [.. schema.Features.Select(f => Encoding.UTF8.GetBytes(f.Name))];
        _classes = [.. schema.Classes.Select(Encoding.UTF8.GetBytes)];
        _words = [.. schema.Features.Select(f => (f.Categories ?? []).Distinct().ToDictionary(c => c, StringComparer.Ordinal))];
    }

    /// <summary>The prediction; null when the line is no record of one.</summary>
    public LoggedPrediction? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Read(ref reader) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private LoggedPrediction? Read(ref Utf8JsonReader reader)
    {
        var inputs = new LoggedValue[_features.Length];
        var result = new LoggedPrediction { Id = Guid.Empty, Time = default, Version = 0, Inputs = inputs };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(RecordNames.Inputs.EncodedUtf8Bytes))
            {
                reader.Read();
                ReadInputs(ref reader, inputs);
            }
            else
            {
                result = ReadProperty(ref reader, result);
            }
        }

        // What follows the document, if anything, is not a record; the reader throws on it.
        bool isWhole = reader.TokenType == JsonTokenType.EndObject && !reader.Read();
        bool hasAnswer = _schema.Task == LearningTask.Regression ? double.IsFinite(result.Value) : result.Label is not null;
        return isWhole && result.Id != Guid.Empty && result.Time != default && result.Version > 0 && hasAnswer ? result : null;
    }

    private LoggedPrediction ReadProperty(ref Utf8JsonReader reader, LoggedPrediction result)
    {
        string name = reader.GetString()!;
        reader.Read();
        switch (name)
        {
            case "id": return result with { Id = reader.GetGuid() };
            case "time": return result with { Time = reader.GetDateTimeOffset() };
            case "version": return result with { Version = reader.GetInt32() };
            case "variant": return result with { Variant = reader.GetString() };
            case "latencyMs": return result with { Latency = TimeSpan.FromMilliseconds(reader.GetDouble()) };
            case "trace": return result with { TraceId = reader.GetString() };
            case "label": return result with { Label = FindClass(ref reader) };
            case "value": return result with { Value = reader.GetDouble() };
            case "probabilities": return result with { Probabilities = ReadProbabilities(ref reader) };
            default:
                reader.Skip();
                return result;
        }
    }

    private string? FindClass(ref Utf8JsonReader reader)
    {
        for (int i = 0; i < _classes.Length; i++)
        {
            if (reader.ValueTextEquals(_classes[i]))
            {
                return _schema.Classes[i];
            }
        }

        return reader.GetString();
    }

    private float[] ReadProbabilities(ref Utf8JsonReader reader)
    {
        var probabilities = new float[_classes.Length];
        Array.Fill(probabilities, float.NaN);
        int guess = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int index = Find(ref reader, _classes, guess);
            reader.Read();
            if (index >= 0)
            {
                probabilities[index] = reader.GetSingle();
                guess = index + 1;
            }
        }

        return probabilities;
    }

    private void ReadInputs(ref Utf8JsonReader reader, LoggedValue[] inputs)
    {
        int guess = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int index = Find(ref reader, _features, guess);
            reader.Read();
            if (index >= 0)
            {
                inputs[index] = ReadValue(ref reader, index);
                guess = index + 1;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static int Find(ref Utf8JsonReader reader, byte[][] names, int guess)
    {
        if (guess < names.Length && reader.ValueTextEquals(names[guess]))
        {
            return guess;
        }

        for (int i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// A value of another type than the schema's comes from another version; it means something else and counts as not logged.
    /// </summary>
    private LoggedValue ReadValue(ref Utf8JsonReader reader, int feature)
    {
        switch (_schema.Features[feature].Type, reader.TokenType)
        {
            case (_, JsonTokenType.Null): return LoggedValue.Missing;
            case (ColumnType.Number, JsonTokenType.Number): return LoggedValue.Of(reader.GetDouble());
            case (ColumnType.Boolean, JsonTokenType.True): return LoggedValue.Of(1);
            case (ColumnType.Boolean, JsonTokenType.False): return LoggedValue.Of(0);
            case (ColumnType.Timestamp, JsonTokenType.String) when reader.TryGetDateTimeOffset(out var time):
                return LoggedValue.OfTicks(time.UtcTicks);
            case (ColumnType.Category or ColumnType.Text, JsonTokenType.String):
                string word = reader.GetString()!;
                return LoggedValue.Of(_words[feature].GetValueOrDefault(word, word));
            default:
                reader.Skip();
                return default;
        }
    }
}
