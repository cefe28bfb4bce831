using System.Text.Json;

namespace Slipway.Serving.Frames;

/// <summary>One pass over a body. A method that answers false has refused the request, and the rest of the text does not matter.</summary>
internal ref struct FrameReading(
    ReadOnlySpan<byte> utf8Json,
    FrameDialect dialect,
    FeatureLayout layout,
    JsonRowReader rows,
    int maxRows,
    FeatureBatch batch,
    InputReport report,
    RowShapes shapes)
{
    private RowShapes _shapes = shapes;
    private Utf8JsonReader _json = new(utf8Json, JsonText.Options);

    /// <summary>The rows that were read by their shape.</summary>
    public readonly int ShapedRows => _shapes.RowCount;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Read()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            string received = _json.TokenType == JsonTokenType.StartArray ? "Received a list. " : "Received no object. ";
            if (JsonText.SkipValue(ref _json, report))
            {
                // The syntax goes before the shape: a bare word is broken JSON.
                _json.Read();
                report.Refuse("request.shape", received + FrameForms.Expected(dialect));
            }
        }
        else if (ReadRoot())
        {
            _json.Read();
        }
    }

    private bool ReadRoot()
    {
        var form = FrameForm.None;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var next = FrameForms.Find(ref _json, dialect);
            if (next != FrameForm.None && form != FrameForm.None)
            {
                report.Refuse("request.shape", "The body has two of the keys that hold rows. " + FrameForms.Expected(dialect));
                return false;
            }

            form = next == FrameForm.None ? form : next;
            if (!(next == FrameForm.None ? ReadOther() : ReadForm(next)))
            {
                return false;
            }
        }

        if (form == FrameForm.None)
        {
            report.Refuse("request.shape", "The body has none of the keys that hold rows. " + FrameForms.Expected(dialect));
        }
        else if (batch.RowCount == 0 && report.IsValid)
        {
            report.Add("request.noRows", "The body has no rows. Send at least one.");
        }

        return true;
    }

    /// <summary>Further keys are ignored, unless ignoring them would answer another question than the one that is asked.</summary>
    private bool ReadOther()
    {
        bool isParams = dialect == FrameDialect.Mlflow && JsonText.Is(ref _json, "params"u8);
        bool isSignature = dialect == FrameDialect.Mlflow && JsonText.Is(ref _json, "signature_name"u8);
        _json.Read();
        if (isSignature)
        {
            report.Refuse("request.signatureName", "'signature_name' is not supported: a model has one signature. Leave it out.");
            return false;
        }

        if (isParams && _json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
        {
            report.Refuse("request.shape", "'params' is not an object. Send it as one, or leave it out.");
            return false;
        }

        return JsonText.SkipValue(ref _json, report);
    }

    private bool ReadForm(FrameForm form)
    {
        _json.Read();
        if (form is FrameForm.Split or FrameForm.Columns && _json.TokenType == JsonTokenType.StartObject)
        {
            return form == FrameForm.Split
                ? new SplitReader(layout, maxRows, batch, report).Read(ref _json)
                : new ColumnReader(layout, maxRows, batch, report).Read(ref _json);
        }

        if (form != FrameForm.Split && _json.TokenType == JsonTokenType.StartArray)
        {
            return ReadRows(form);
        }

        string kind = form switch
        {
            FrameForm.Split => "an object with 'columns' and 'data'",
            FrameForm.Columns => "an object of columns, or a list of rows",
            FrameForm.Records => "a list of objects",
            _ => "a list of rows",
        };
        report.Refuse("request.shape", $"'{FrameForms.Name(form, dialect)}' is not {kind}. Send it so.");
        return false;
    }

    private bool ReadRows(FrameForm form)
    {
        var positional = new PositionalRows(layout, default, layout.FeatureCount, batch, report);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            bool isNamed = form == FrameForm.Records || _json.TokenType == JsonTokenType.StartObject;
            if (!JsonText.HasRoom(batch, maxRows, report)
                || !(isNamed ? rows.ReadElements(ref _json, batch, report, ref _shapes) : positional.ReadElement(ref _json)))
            {
                return false;
            }
        }

        return true;
    }
}
