using System.Text.Json;
using Slipway.Learning.Schemas;

namespace Slipway.Serving.Tensors;

/// <summary>Reads which outputs a request asks for.</summary>
internal readonly struct OutputsReader(ModelSchema schema, InputReport report, InferRequest request)
{
    /// <summary>Reads the list.</summary>
    /// <param name="json">At the key.</param>
    /// <returns>Whether the rest of the text matters still.</returns>
    public bool Read(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return json.TokenType == JsonTokenType.Null || Refuse("'outputs' is not a list. Send one of objects with a 'name', or leave it out.");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (!(json.TokenType == JsonTokenType.StartObject ? ReadOutput(ref json) : Refuse("An output is not an object. Send its name in one.")))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadOutput(ref Utf8JsonReader json)
    {
        string? name = null;
        bool? isBinary = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isName = JsonText.Is(ref json, "name"u8);
            bool isParameters = JsonText.Is(ref json, "parameters"u8);
            json.Read();
            if (isName && json.TokenType == JsonTokenType.String)
            {
                name = Find(ref json);
            }
            else if (isParameters && json.TokenType == JsonTokenType.StartObject)
            {
                if (!ReadParameters(ref json, ref isBinary))
                {
                    return false;
                }
            }
            else if (!JsonText.SkipValue(ref json, report))
            {
                return false;
            }
        }

        if (name is null || request.AsksFor(name))
        {
            return Refuse($"An output has no name that the model answers, or that of another. It answers {string.Join(", ", OutputTensors.All(schema).Select(o => o.Name))}.");
        }

        request.Add(new RequestedOutput(name, isBinary));
        return true;
    }

    private bool ReadParameters(ref Utf8JsonReader json, ref bool? isBinary)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isFlag = JsonText.Is(ref json, "binary_data"u8);
            json.Read();
            isBinary = isFlag ? json.TokenType == JsonTokenType.True : isBinary;
            if (!JsonText.SkipValue(ref json, report))
            {
                return false;
            }
        }

        return true;
    }

    private string? Find(ref Utf8JsonReader json)
    {
        foreach (var output in OutputTensors.All(schema))
        {
            if (!json.ValueIsEscaped && json.ValueTextEquals(output.Name))
            {
                return output.Name;
            }
        }

        return null;
    }

    private bool Refuse(string message) => TensorProblems.Refuse(report, message);
}
