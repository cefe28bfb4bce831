using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Serving;

namespace Slipway.Web.Protocols;

/// <summary>Writes the answer that MLflow and KServe V1 share: <c>predictions</c>, a label or a number a row.</summary>
internal static class PredictionsJson
{
    public static void Write(Utf8JsonWriter writer, Predictions predictions)
    {
        bool isRegression = predictions.Schema.Task == LearningTask.Regression;
        writer.WriteStartObject();
        writer.WriteStartArray("predictions"u8);
        for (int row = 0; row < predictions.RowCount; row++)
        {
            if (isRegression)
            {
                writer.WriteNumberValue(predictions.Row(row)[0]);
            }
            else
            {
                writer.WriteStringValue(predictions.Schema.Classes[predictions.LabelIndex(row)]);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }
}
