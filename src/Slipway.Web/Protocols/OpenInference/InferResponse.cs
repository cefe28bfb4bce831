using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Serving.Tensors;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary>Writes the answer to an infer request: JSON, and behind it the tensors that are asked for as bytes.</summary>
internal readonly struct InferResponse(
    InferRequest request, ServedModel model, Predictions predictions, Guid firstId, ResponseBuffer buffer)
{
    private const int LengthSize = 4;

    private readonly IReadOnlyList<RequestedOutput> _outputs =
        request.Outputs.Count > 0 ? request.Outputs : OutputTensors.All(predictions.Schema);

    public void Write(HttpResponse response)
    {
        WriteJson(buffer.Json);
        bool hasBinary = false;
        int jsonLength = buffer.Bytes.WrittenCount;
        for (int i = 0; i < _outputs.Count; i++)
        {
            hasBinary |= WriteBinary(_outputs[i]);
        }

        response.ContentType = hasBinary ? "application/octet-stream" : "application/json";
        if (hasBinary)
        {
            response.Headers[InferHeaders.JsonLength] = jsonLength.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model_name"u8, model.Manifest.Model.Value);
        json.WriteString("model_version"u8, model.Manifest.Version.ToString(CultureInfo.InvariantCulture));
        if (request.Id is { } id)
        {
            json.WriteString("id"u8, id);
        }

        json.WriteStartObject("parameters"u8);
        json.WriteString("prediction_id"u8, firstId);
        json.WriteNumber("prediction_count"u8, predictions.RowCount);
        json.WriteEndObject();
        json.WriteStartArray("outputs"u8);
        for (int i = 0; i < _outputs.Count; i++)
        {
            WriteTensor(json, _outputs[i]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteTensor(Utf8JsonWriter json, RequestedOutput output)
    {
        bool isLabel = output.Name == OutputTensors.Label;
        bool isBinary = IsBinary(output);
        json.WriteStartObject();
        json.WriteString("name"u8, output.Name);
        json.WriteStartArray("shape"u8);
        json.WriteNumberValue(predictions.RowCount);
        json.WriteNumberValue(isLabel ? 1 : predictions.Width);
        json.WriteEndArray();
        json.WriteString("datatype"u8, isLabel ? "BYTES"u8 : "FP32"u8);
        if (isLabel || isBinary)
        {
            json.WriteStartObject("parameters"u8);
            if (isBinary)
            {
                json.WriteNumber("binary_data_size"u8, isLabel ? LabelBytes() : predictions.Values.Length * sizeof(float));
            }

            if (isLabel)
            {
                json.WriteString("content_type"u8, "str"u8);
            }

            json.WriteEndObject();
        }

        if (!isBinary)
        {
            WriteData(json, isLabel);
        }

        json.WriteEndObject();
    }

    private void WriteData(Utf8JsonWriter json, bool isLabel)
    {
        json.WriteStartArray("data"u8);
        if (isLabel)
        {
            for (int row = 0; row < predictions.RowCount; row++)
            {
                json.WriteStringValue(predictions.Schema.Classes[predictions.LabelIndex(row)]);
            }
        }
        else
        {
            foreach (float value in predictions.Values)
            {
                json.WriteNumberValue(value);
            }
        }

        json.WriteEndArray();
    }

    private bool IsBinary(RequestedOutput output) => output.IsBinary ?? request.IsBinaryByDefault;

    private int LabelBytes()
    {
        int size = 0;
        for (int row = 0; row < predictions.RowCount; row++)
        {
            size += LengthSize + Encoding.UTF8.GetByteCount(predictions.Schema.Classes[predictions.LabelIndex(row)]);
        }

        return size;
    }

    /// <returns>Whether the tensor is binary.</returns>
    private bool WriteBinary(RequestedOutput output)
    {
        if (!IsBinary(output))
        {
            return false;
        }

        if (output.Name == OutputTensors.Label)
        {
            WriteLabels();
        }
        else if (BitConverter.IsLittleEndian)
        {
            buffer.Bytes.Write(MemoryMarshal.AsBytes(predictions.Values));
        }
        else
        {
            foreach (float value in predictions.Values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer.Bytes.GetSpan(sizeof(float)), value);
                buffer.Bytes.Advance(sizeof(float));
            }
        }

        return true;
    }

    private void WriteLabels()
    {
        for (int row = 0; row < predictions.RowCount; row++)
        {
            string label = predictions.Schema.Classes[predictions.LabelIndex(row)];
            BinaryPrimitives.WriteInt32LittleEndian(buffer.Bytes.GetSpan(LengthSize), Encoding.UTF8.GetByteCount(label));
            buffer.Bytes.Advance(LengthSize);
            Encoding.UTF8.GetBytes(label, buffer.Bytes);
        }
    }
}
