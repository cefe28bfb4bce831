using System.Buffers;
using System.Text.Json;

namespace Slipway.Serving.Frames;

/// <summary>Reads the split form: <c>columns</c>, <c>data</c> and, ignored, <c>index</c>, in any order.</summary>
internal readonly struct SplitReader(FeatureLayout layout, int maxRows, FeatureBatch batch, InputReport report)
{
    /// <summary>Reads from the start of the object to its end.</summary>
    /// <returns>Whether the rest of the text matters still.</returns>
    public bool Read(ref Utf8JsonReader json)
    {
        int[] features = ArrayPool<int>.Shared.Rent(Math.Max(layout.FeatureCount, 16));
        bool goesOn = Read(ref json, ref features);
        ArrayPool<int>.Shared.Return(features);
        return goesOn;
    }

    private bool Read(ref Utf8JsonReader json, ref int[] features)
    {
        int width = -1;
        bool hasData = false;
        bool isSaved = false;
        Utf8JsonReader saved = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool goesOn;
            if (JsonText.Is(ref json, "columns"u8))
            {
                json.Read();
                if (width >= 0)
                {
                    return Refuse("'dataframe_split' has 'columns' twice.");
                }

                goesOn = ReadColumns(ref json, ref features, out width);
            }
            else if (JsonText.Is(ref json, "data"u8))
            {
                json.Read();
                if (hasData)
                {
                    return Refuse("'dataframe_split' has 'data' twice.");
                }

                hasData = true;
                if (width < 0)
                {
                    // Columns may come later; then this is read after them.
                    isSaved = true;
                    saved = json;
                }

                goesOn = isSaved ? JsonText.SkipValue(ref json, report) : ReadData(ref json, features, width);
            }
            else
            {
                bool isIndex = JsonText.Is(ref json, "index"u8);
                json.Read();
                goesOn = isIndex
                    ? JsonText.SkipValue(ref json, report)
                    : Refuse("'dataframe_split' has a key besides 'columns', 'data' and 'index'. Leave it out.");
            }

            if (!goesOn)
            {
                return false;
            }
        }

        return hasData
            ? !isSaved || ReadData(ref saved, features, width)
            : Refuse("'dataframe_split' has no 'data'. Send a list of rows there.");
    }

    private bool ReadColumns(ref Utf8JsonReader json, ref int[] features, out int width)
    {
        width = 0;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return Refuse("'columns' is not a list of names. Send it so.");
        }

        batch.ForgetSet();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.String)
            {
                return Refuse("'columns' has an element that is no text. Send names.");
            }

            if (width == features.Length)
            {
                features = Grow(features);
            }

            int guess = width > 0 ? features[width - 1] + 1 : 0;
            features[width++] = FindColumn(ref json, guess);
        }

        ReportMissing();
        return true;
    }

    private int FindColumn(ref Utf8JsonReader json, int guess)
    {
        int feature = layout.FindOrIgnore(ref json, guess, report);
        if (feature >= 0 && !batch.MarkSet(feature))
        {
            report.Add("input.duplicate", $"'{layout.Schema.Features[feature].Name}' stands twice in 'columns'. Send it once.");
        }

        return feature;
    }

    private void ReportMissing()
    {
        bool hasAny = false;
        for (int i = 0; i < layout.FeatureCount; i++)
        {
            hasAny |= batch.IsSet(i);
        }

        for (int i = 0; i < layout.FeatureCount; i++)
        {
            if (!batch.IsSet(i) && !(hasAny && layout.Schema.Features[i].AllowsMissing))
            {
                report.Add("input.columnMissing", $"There is no column '{layout.Schema.Features[i].Name}'. Add it.");
            }
        }
    }

    /// <param name="json">At the value.</param>
    /// <param name="features">The feature of each column.</param>
    /// <param name="width">The number of columns; negative when they have no names and are in the order of the features.</param>
    private bool ReadData(ref Utf8JsonReader json, int[] features, int width)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return Refuse("'data' is not a list of rows. Send it so.");
        }

        var rows = width < 0
            ? new PositionalRows(layout, default, layout.FeatureCount, batch, report)
            : new PositionalRows(layout, features.AsSpan(0, width), width, batch, report);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (!JsonText.HasRoom(batch, maxRows, report) || !rows.ReadElement(ref json))
            {
                return false;
            }
        }

        return true;
    }

    private bool Refuse(string message)
    {
        report.Refuse("request.shape", message);
        return false;
    }

    private static int[] Grow(int[] features)
    {
        int[] larger = ArrayPool<int>.Shared.Rent(features.Length * 2);
        features.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(features);
        return larger;
    }
}
