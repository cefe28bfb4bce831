using System.Text.Json;

namespace Slipway.Serving.Tensors;

/// <summary>One pass over an infer request. A method that answers false has refused it, and the rest of the text does not matter.</summary>
internal ref struct InferReading(
    ReadOnlySpan<byte> json,
    ReadOnlySpan<byte> binary,
    FeatureLayout layout,
    int maxRows,
    FeatureBatch batch,
    InputReport report,
    InferRequest request)
{
    private readonly TensorTargets _targets = new(layout, maxRows, (long)json.Length + binary.Length, batch, report);
    private readonly TensorHeaderReader _headers = new(layout, report);
    private Utf8JsonReader _json = new(json, JsonText.Options);
    private ReadOnlySpan<byte> _binary = binary;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Read()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            if (JsonText.SkipValue(ref _json, report))
            {
                // The syntax goes before the shape: a bare word is broken JSON.
                _json.Read();
                report.Refuse("request.shape", "The body is not an object. Send one with 'inputs', a list of tensors.");
            }

            return;
        }

        batch.ForgetSet();
        if (ReadRoot())
        {
            _json.Read();
            Finish();
        }
    }

    private bool ReadRoot()
    {
        bool hasInputs = false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            bool goesOn;
            if (JsonText.Is(ref _json, "inputs"u8))
            {
                if (hasInputs)
                {
                    return Refuse("The body has 'inputs' twice. Send it once.");
                }

                hasInputs = true;
                goesOn = ReadInputs();
            }
            else if (JsonText.Is(ref _json, "outputs"u8))
            {
                goesOn = new OutputsReader(layout.Schema, report, request).Read(ref _json);
            }
            else if (JsonText.Is(ref _json, "id"u8))
            {
                goesOn = ReadId();
            }
            else
            {
                goesOn = JsonText.Is(ref _json, "parameters"u8) ? ReadParameters() : SkipNext();
            }

            if (!goesOn)
            {
                return false;
            }
        }

        return hasInputs || Refuse("The body has no 'inputs'. Send a list of tensors there.");
    }

    /// <summary>What may be wrong with the whole, once all of it is read.</summary>
    private void Finish()
    {
        if (!_binary.IsEmpty)
        {
            report.Add("request.binarySize", "The body has bytes behind the last binary tensor. Send the sizes that the tensors have.");
        }

        _targets.Finish();
    }

    private bool ReadId()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (_json.TokenType != JsonTokenType.String || _json.ValueSpan.Length > InferRequest.MaxIdLength)
        {
            return Refuse($"'id' is not a text of at most {InferRequest.MaxIdLength} bytes. Send it so, or leave it out.");
        }

        try
        {
            request.Id = _json.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is valid JSON but no text.
            return Refuse("'id' has an incomplete Unicode escape. Send well-formed text.");
        }
    }

    private bool ReadParameters()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return _json.TokenType == JsonTokenType.Null || Refuse("'parameters' is not an object. Send it as one, or leave it out.");
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            bool isBinary = JsonText.Is(ref _json, "binary_data_output"u8);
            _json.Read();
            if (isBinary)
            {
                request.IsBinaryByDefault = _json.TokenType == JsonTokenType.True;
            }

            if (!JsonText.SkipValue(ref _json, report))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadInputs()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return Refuse("'inputs' is not a list of tensors. Send it so.");
        }

        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (!(_json.TokenType == JsonTokenType.StartObject ? ReadTensor() : Refuse("An input is not an object. Send a tensor.")))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadTensor()
    {
        var header = new TensorHeader();
        bool hasData = false;
        bool isSaved = false;
        Utf8JsonReader saved = default;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            bool goesOn;
            if (!JsonText.Is(ref _json, "data"u8))
            {
                goesOn = _headers.Read(ref _json, _binary.Length, ref header);
            }
            else if (hasData)
            {
                goesOn = Refuse("An input has 'data' twice. Send it once.");
            }
            else
            {
                hasData = true;
                _json.Read();
                if (!header.IsComplete)
                {
                    // The rest of the header comes later; then this is read after it.
                    isSaved = true;
                    saved = _json;
                }

                goesOn = isSaved ? JsonText.SkipValue(ref _json, report) : ReadData(ref _json, in header);
            }

            if (!goesOn)
            {
                return false;
            }
        }

        if (!header.IsComplete)
        {
            return Refuse("An input lacks its 'name', 'shape' or 'datatype'. Send all three.");
        }

        if (header.BinarySize != TensorHeader.NotBinary)
        {
            return hasData ? Refuse("An input has both 'data' and 'binary_data_size'. Send one of them.") : ReadBinary(in header);
        }

        return hasData
            ? !isSaved || ReadData(ref saved, in header)
            : Refuse("An input has neither 'data' nor 'binary_data_size'. Send one of them.");
    }

    private bool ReadData(ref Utf8JsonReader data, in TensorHeader header)
    {
        if (!_targets.TryOpen(in header, out var target))
        {
            return false;
        }

        return target.Width > 0
            ? new JsonTensorReader(layout, batch, report).Read(ref data, in target)
            : JsonText.SkipValue(ref data, report);
    }

    private bool ReadBinary(in TensorHeader header)
    {
        var data = _binary[..(int)header.BinarySize];
        _binary = _binary[(int)header.BinarySize..];
        return _targets.TryOpen(in header, out var target)
            && (target.Width == 0 || new BinaryTensorReader(layout, batch, report).Read(data, in target));
    }

    private bool SkipNext()
    {
        _json.Read();
        return JsonText.SkipValue(ref _json, report);
    }

    private readonly bool Refuse(string message) => TensorProblems.Refuse(report, message);
}
