using System.Buffers;
using System.Globalization;
using System.Text;
using Slipway.Learning.Schemas;
using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>Writes answers as CSV (RFC 4180): a header, then a line a row, of empty fields for a row that was skipped.</summary>
internal static class PredictionCsv
{
    public static void Write(IBufferWriter<byte> output, PredictionWorkspace workspace, Guid firstId)
    {
        var (predictions, badRows) = (workspace.Predictions, workspace.Report.BadRows);
        bool isRegression = predictions.Schema.Task == LearningTask.Regression;
        Write(output, isRegression ? "id,value" : "id,label");
        foreach (string name in predictions.Schema.Classes)
        {
            Write(output, ",");
            Write(output, Field("probability_" + name));
        }

        Write(output, "\r\n");
        string skipped = new string(',', predictions.Schema.Classes.Count + 1) + "\r\n";
        int bad = 0;
        for (int row = 0; row < predictions.RowCount; row++)
        {
            for (; bad < badRows.Count && badRows[bad] == row + bad; bad++)
            {
                Write(output, skipped);
            }

            Write(output, PredictionId.OfRow(firstId, row).ToString());
            if (!isRegression)
            {
                Write(output, ",");
                Write(output, Field(predictions.Schema.Classes[predictions.LabelIndex(row)]));
            }

            foreach (float value in predictions.Row(row))
            {
                Write(output, string.Create(CultureInfo.InvariantCulture, $",{value}"));
            }

            Write(output, "\r\n");
        }

        for (; bad < badRows.Count; bad++)
        {
            Write(output, skipped);
        }
    }

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
