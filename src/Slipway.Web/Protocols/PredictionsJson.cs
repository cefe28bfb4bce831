using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Serving;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols;

/// <summary>
/// Writes the answer that MLflow and KServe V1 share: <c>predictions</c>, a label or a number a row; and, where they were asked for,
/// <c>explanations</c>.
/// </summary>
internal static class PredictionsJson
{
    public static void Write(Utf8JsonWriter writer, Predictions predictions, Explanations? explanations = null)
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
        if (explanations is not null)
        {
            WriteExplanations(writer, predictions, explanations);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteExplanations(Utf8JsonWriter writer, Predictions predictions, Explanations explanations)
    {
        writer.WriteStartArray("explanations"u8);
        for (int row = 0; row < predictions.RowCount; row++)
        {
            PredictionJson.WriteExplanation(writer, predictions, explanations, row);
        }

        writer.WriteEndArray();
    }
}
