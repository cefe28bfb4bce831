using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Serving;
using Slipway.Web.Problems;

namespace Slipway.Web.Predicting;

/// <summary>Writes answers as JSON: <c>prediction</c> for one object, <c>predictions</c> for several rows.</summary>
internal static class PredictionJson
{
    public static void Write(Utf8JsonWriter writer, ServedModel model, PredictionWorkspace workspace, Guid firstId)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, model.Manifest.Model.Value);
        writer.WriteNumber("version"u8, model.Manifest.Version);
        if (workspace.Report.IsSingleRow)
        {
            writer.WritePropertyName("prediction"u8);
            WriteRow(writer, workspace.Predictions, 0, firstId);
        }
        else
        {
            WriteRows(writer, workspace, firstId);
        }

        WriteNotes(writer, workspace.Report.IgnoredColumns);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>An answer for each row of the request; null for one that was skipped, and what is wrong with it below.</summary>
    private static void WriteRows(Utf8JsonWriter writer, PredictionWorkspace workspace, Guid firstId)
    {
        var badRows = workspace.Report.BadRows;
        int bad = 0;
        writer.WriteStartArray("predictions"u8);
        for (int place = 0; place < workspace.Predictions.RowCount + badRows.Count; place++)
        {
            if (bad < badRows.Count && badRows[bad] == place)
            {
                bad++;
                writer.WriteNullValue();
            }
            else
            {
                WriteRow(writer, workspace.Predictions, place - bad, PredictionId.OfRow(firstId, place - bad));
            }
        }

        writer.WriteEndArray();
        if (badRows.Count > 0)
        {
            writer.WriteNumber("errorCount"u8, workspace.Report.ProblemCount);
            ProblemResponse.WriteErrors(writer, workspace.Report);
        }
    }

    private static void WriteRow(Utf8JsonWriter writer, Predictions predictions, int rowIndex, Guid id)
    {
        var row = predictions.Row(rowIndex);
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        if (predictions.Schema.Task == LearningTask.Regression)
        {
            writer.WriteNumber("value"u8, row[0]);
        }
        else
        {
            var classes = predictions.Schema.Classes;
            writer.WriteString("label"u8, classes[predictions.LabelIndex(rowIndex)]);
            writer.WriteStartObject("probabilities"u8);
            for (int i = 0; i < row.Length; i++)
            {
                writer.WriteNumber(classes[i], row[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteNotes(Utf8JsonWriter writer, IReadOnlyList<string> ignoredColumns)
    {
        if (ignoredColumns.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("notes"u8);
        foreach (string column in ignoredColumns)
        {
            writer.WriteStringValue($"'{column}' is no feature of the model and was ignored.");
        }

        writer.WriteEndArray();
    }
}
