using System.Text.Json;

namespace Slipway.Serving.Tensors;

/// <summary>Reads what stands in a tensor besides its data. Remembers where it is in the order of the features.</summary>
internal sealed class TensorHeaderReader(FeatureLayout layout, InputReport report)
{
    private int _guess;

    /// <summary>Reads one key and its value.</summary>
    /// <param name="json">At the key.</param>
    /// <param name="binaryLength">The bytes after the JSON that are left.</param>
    /// <param name="header">Gets what is said.</param>
    /// <returns>Whether the rest of the text matters still.</returns>
    public bool Read(ref Utf8JsonReader json, int binaryLength, ref TensorHeader header)
    {
        if (JsonText.Is(ref json, "name"u8))
        {
            return ReadName(ref json, ref header);
        }

        if (JsonText.Is(ref json, "shape"u8))
        {
            return ReadShape(ref json, ref header);
        }

        if (JsonText.Is(ref json, "datatype"u8))
        {
            json.Read();
            header.Datatype = json.TokenType == JsonTokenType.String ? TensorDatatypes.Parse(ref json) : TensorDatatype.Unknown;
            return header.Datatype != TensorDatatype.Unknown
                || Refuse($"The datatype of an input is not known. Send {TensorDatatypes.Rule}.");
        }

        return JsonText.Is(ref json, "parameters"u8) ? ReadParameters(ref json, binaryLength, ref header) : SkipNext(ref json);
    }

    private bool ReadName(ref Utf8JsonReader json, ref TensorHeader header)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            return Refuse("The name of an input is not a text. Send it so.");
        }

        try
        {
            header.HasName = true;
            header.Feature = layout.Find(ref json, _guess);
            header.UnknownName = header.Feature < 0 ? json.GetString() : null;
            _guess = header.Feature + 1;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is valid JSON but no text.
            return Refuse("The name of an input has an incomplete Unicode escape. Send well-formed text.");
        }
    }

    private bool ReadShape(ref Utf8JsonReader json, ref TensorHeader header)
    {
        const string Rule = "The shape of an input is not [rows] or [rows, values of a row]. Send it so.";
        json.Read();
        (header.Rank, header.Rows, header.Width) = (0, 0, 1);
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return Refuse(Rule);
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long size) || size < 0 || header.Rank == 2)
            {
                return Refuse(Rule);
            }

            (header.Rows, header.Width) = header.Rank == 0 ? (size, 1) : (header.Rows, size);
            header.Rank++;
        }

        return header.Rank > 0 || Refuse(Rule);
    }

    private bool ReadParameters(ref Utf8JsonReader json, int binaryLength, ref TensorHeader header)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return json.TokenType == JsonTokenType.Null
                || Refuse("The parameters of an input are not an object. Send them as one, or leave them out.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isSize = JsonText.Is(ref json, "binary_data_size"u8);
            bool isContentType = JsonText.Is(ref json, "content_type"u8);
            json.Read();
            if (isSize && (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long size) || !SetSize(ref header, size, binaryLength)))
            {
                return Refuse("'binary_data_size' is not a number of bytes that the body has after its JSON. Send the size of the data.");
            }

            if (isContentType && json.TokenType == JsonTokenType.String && JsonText.Is(ref json, "base64"u8))
            {
                return Refuse("The content type base64 is not supported. Send texts as they are.");
            }

            if (!JsonText.SkipValue(ref json, report))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SetSize(ref TensorHeader header, long size, int binaryLength)
    {
        header.BinarySize = size;
        return size >= 0 && size <= binaryLength;
    }

    private bool SkipNext(ref Utf8JsonReader json)
    {
        json.Read();
        return JsonText.SkipValue(ref json, report);
    }

    private bool Refuse(string message) => TensorProblems.Refuse(report, message);
}
