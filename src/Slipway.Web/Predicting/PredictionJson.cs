using System.Buffers;
using System.Text.Json;
using Slipway.Learning.Explaining;
using Slipway.Learning.Schemas;
using Slipway.Serving;
using Slipway.Web.Problems;

namespace Slipway.Web.Predicting;

/// <summary>Writes answers as JSON: <c>prediction</c> for one object, <c>predictions</c> for several rows.</summary>
internal static class PredictionJson
{
    public static void Write(
        ResponseBuffer buffer, ServedModel model, PredictionWorkspace workspace, Guid firstId, Explanations? explanations, string? note)
    {
        var writer = buffer.Json;
        writer.WriteStartObject();
        writer.WriteString("model"u8, model.Manifest.Model.Value);
        writer.WriteNumber("version"u8, model.Manifest.Version);
        if (explanations is null && workspace.Report.BadRows.Count == 0)
        {
            WriteAnswers(buffer, model, workspace, firstId);
        }
        else if (workspace.Report.IsSingleRow)
        {
            writer.WritePropertyName("prediction"u8);
            WriteRow(writer, workspace.Predictions, explanations, 0, firstId);
        }
        else
        {
            WriteRows(writer, workspace, explanations, firstId);
        }

        WriteNotes(writer, workspace.Report.IgnoredColumns, note);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Nothing but answers, as mostly.</summary>
    private static void WriteAnswers(ResponseBuffer buffer, ServedModel model, PredictionWorkspace workspace, Guid firstId)
    {
        bool isSingle = workspace.Report.IsSingleRow;
        var rows = buffer.Rows;
        for (int row = 0; row < workspace.Predictions.RowCount; row++)
        {
            rows.Write(isSingle ? ""u8 : row == 0 ? "["u8 : ","u8);
            model.Answers.Write(rows, workspace.Predictions, row, PredictionId.OfRow(firstId, row));
        }

        rows.Write(isSingle ? ""u8 : "]"u8);
        buffer.Json.WritePropertyName(isSingle ? "prediction"u8 : "predictions"u8);
        buffer.Json.WriteRawValue(rows.WrittenSpan, skipInputValidation: true);
    }

    /// <summary>An answer for each row of the request; null for one that was skipped, and what is wrong with it below.</summary>
    private static void WriteRows(Utf8JsonWriter writer, PredictionWorkspace workspace, Explanations? explanations, Guid firstId)
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
                WriteRow(writer, workspace.Predictions, explanations, place - bad, PredictionId.OfRow(firstId, place - bad));
            }
        }

        writer.WriteEndArray();
        if (badRows.Count > 0)
        {
            writer.WriteNumber("errorCount"u8, workspace.Report.ProblemCount);
            ProblemResponse.WriteErrors(writer, workspace.Report);
        }
    }

    private static void WriteRow(Utf8JsonWriter writer, Predictions predictions, Explanations? explanations, int rowIndex, Guid id)
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

        if (explanations is not null)
        {
            writer.WritePropertyName("explanation"u8);
            WriteExplanation(writer, predictions, explanations, rowIndex);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes how much each feature moved the answer for a row, as an object.</summary>
    public static void WriteExplanation(Utf8JsonWriter writer, Predictions predictions, Explanations explanations, int rowIndex)
    {
        writer.WriteStartObject();
        writer.WriteString("space"u8, explanations.Space == ExplanationSpace.Margin ? "margin"u8 : "probability"u8);
        if (predictions.Schema.Task != LearningTask.Regression)
        {
            writer.WriteString("class"u8, predictions.Schema.Classes[predictions.LabelIndex(rowIndex)]);
        }

        WriteFinite(writer, "baseValue", explanations.BaseValue(rowIndex));
        writer.WriteStartObject("contributions"u8);
        var contributions = explanations.Contributions(rowIndex);
        for (int i = 0; i < contributions.Length; i++)
        {
            WriteFinite(writer, explanations.Schema.Features[i].Name, contributions[i]);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A score may be endless where its probability is not, and JSON has no such number.</summary>
    private static void WriteFinite(Utf8JsonWriter writer, string name, double value)
    {
        if (float.IsFinite((float)value))
        {
            writer.WriteNumber(name, (float)value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteNotes(Utf8JsonWriter writer, IReadOnlyList<string> ignoredColumns, string? note)
    {
        if (ignoredColumns.Count == 0 && note is null)
        {
            return;
        }

        writer.WriteStartArray("notes"u8);
        foreach (string column in ignoredColumns)
        {
            writer.WriteStringValue($"'{column}' is no feature of the model and was ignored.");
        }

        if (note is not null)
        {
            writer.WriteStringValue(note);
        }

        writer.WriteEndArray();
    }
}
