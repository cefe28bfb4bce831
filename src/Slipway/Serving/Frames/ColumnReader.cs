using System.Text.Json;

namespace Slipway.Serving.Frames;

/// <summary>Reads an object of columns, each a list of values or of lists of one value; all are of one length.</summary>
internal readonly struct ColumnReader(FeatureLayout layout, int maxRows, FeatureBatch batch, InputReport report)
{
    /// <summary>Reads from the start of the object to its end.</summary>
    /// <returns>Whether the rest of the text matters still.</returns>
    public bool Read(ref Utf8JsonReader json)
    {
        int guess = 0;
        bool isFirst = true;
        batch.ForgetSet();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int feature = layout.FindOrIgnore(ref json, guess, report);
            json.Read();
            if (feature < 0)
            {
                if (!JsonText.SkipValue(ref json, report))
                {
                    return false;
                }

                continue;
            }

            guess = feature + 1;
            string name = layout.Schema.Features[feature].Name;
            if (!batch.MarkSet(feature))
            {
                return Refuse("input.duplicate", $"The column '{name}' stands twice. Send it once.");
            }

            if (json.TokenType != JsonTokenType.StartArray)
            {
                return Refuse("request.shape", $"The column '{name}' is not a list. Send its values in one.");
            }

            if (!ReadColumn(ref json, feature, isFirst))
            {
                return false;
            }

            isFirst = false;
        }

        ReportMissing();
        return true;
    }

    private bool ReadColumn(ref Utf8JsonReader json, int feature, bool isFirst)
    {
        int row = 0;
        for (; json.Read() && json.TokenType != JsonTokenType.EndArray; row++)
        {
            if (row == batch.RowCount)
            {
                if (!isFirst)
                {
                    return RefuseLength(feature);
                }

                if (!JsonText.HasRoom(batch, maxRows, report))
                {
                    return false;
                }

                batch.AddRows(1);
            }

            batch.MoveTo(row);
            if (!ReadValue(ref json, row, feature))
            {
                return false;
            }
        }

        return row == batch.RowCount || RefuseLength(feature);
    }

    private bool ReadValue(ref Utf8JsonReader json, int row, int feature)
    {
        int depth = json.CurrentDepth;
        bool isList = json.TokenType == JsonTokenType.StartArray;
        if (isList)
        {
            json.Read();
        }

        if (json.TokenType == JsonTokenType.EndArray)
        {
            report.Add(InputRule.Missing, row, layout, feature);
            return true;
        }

        if (JsonValueReader.Read(ref json, layout, feature, batch) is { } rule)
        {
            report.Add(rule, row, layout, feature);
        }

        if (!JsonText.SkipValue(ref json, report))
        {
            return false;
        }

        if (isList && json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            report.Add(InputRule.WrongType, row, layout, feature);
            JsonText.SkipRest(ref json, depth);
        }

        return true;
    }

    private void ReportMissing()
    {
        for (int i = 0; i < layout.FeatureCount; i++)
        {
            if (!batch.IsSet(i) && !(batch.RowCount > 0 && layout.Schema.Features[i].AllowsMissing))
            {
                report.Add("input.columnMissing", $"There is no column '{layout.Schema.Features[i].Name}'. Add it.");
            }
        }
    }

    private bool RefuseLength(int feature) => Refuse(
        "request.shape", $"The column '{layout.Schema.Features[feature].Name}' is longer or shorter than those before. Send one value a row.");

    private bool Refuse(string code, string message)
    {
        report.Refuse(code, message);
        return false;
    }
}
