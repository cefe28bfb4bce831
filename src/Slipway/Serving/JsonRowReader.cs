using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>
/// Reads one JSON object or an array of them into a <see cref="FeatureBatch"/>: features in any order, further keys ignored and noted.
/// Types are those of JSON: a number is a JSON number, never text. A boolean may also be 0, 1 or a word for it; a category may be any
/// scalar, by its text; a feature that allows missing values may be null or absent. Immutable; safe to use from several threads.
/// </summary>
public sealed class JsonRowReader
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 16;

    // One more than what is allowed, so that the check here decides and can tell depth from syntax.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth + 1 };

    private readonly FeatureLayout _layout;

    /// <summary>Makes a reader of a model's rows.</summary>
    public JsonRowReader(ModelSchema schema)
        : this(new FeatureLayout(schema))
    {
    }

    internal JsonRowReader(FeatureLayout layout) => _layout = layout;

    /// <summary>Reads the rows.</summary>
    /// <param name="utf8Json">The whole text.</param>
    /// <param name="maxRows">The most rows that are accepted.</param>
    /// <param name="batch">An empty batch of the model's schema. When there are problems, what it holds means nothing.</param>
    /// <param name="report">An empty report; gets all problems and the ignored columns.</param>
    /// <returns>Whether there are rows and no problem.</returns>
    public bool Read(ReadOnlySpan<byte> utf8Json, int maxRows, FeatureBatch batch, InputReport report)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
        {
            utf8Json = utf8Json[3..];
        }

        if (utf8Json.Trim(" \t\r\n"u8).IsEmpty)
        {
            report.Refuse("request.empty", "The body is empty. Send one JSON object, or an array of them.");
        }
        else if (!Utf8.IsValid(utf8Json))
        {
            report.Refuse("request.notUtf8", "The body is not UTF-8. Encode it so.");
        }
        else
        {
            ReadText(utf8Json, maxRows, batch, report);
        }

        return report.IsValid;
    }

    private void ReadText(ReadOnlySpan<byte> utf8Json, int maxRows, FeatureBatch batch, InputReport report)
    {
        var reader = new Utf8JsonReader(utf8Json, Options);
        try
        {
            reader.Read();
            if (ReadRoot(ref reader, maxRows, batch, report))
            {
                reader.Read();
            }
        }
        catch (JsonException e)
        {
            report.Refuse("request.jsonInvalid", string.Create(
                CultureInfo.InvariantCulture,
                $"The body is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}. Send one object, or an array."));
        }
    }

    /// <returns>Whether the rest of the text, which must be blank, matters still.</returns>
    private bool ReadRoot(ref Utf8JsonReader reader, int maxRows, FeatureBatch batch, InputReport report)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            report.IsSingleRow = true;
            return ReadRow(ref reader, batch, report);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            // The syntax is checked first: a bare word is broken JSON rather than a wrong shape.
            report.Add("request.shape", "The body is neither an object nor an array. Send one object, or an array of them.");
            return true;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (batch.RowCount == maxRows)
            {
                report.Refuse("request.tooManyRows", $"The request has more than {maxRows} rows. Send fewer at a time.");
                return false;
            }

            if (!ReadElement(ref reader, batch, report))
            {
                return false;
            }
        }

        if (batch.RowCount == 0)
        {
            report.Add("request.noRows", "The array is empty. Send at least one row.");
        }

        return true;
    }

    private bool ReadElement(ref Utf8JsonReader reader, FeatureBatch batch, InputReport report)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return ReadRow(ref reader, batch, report);
        }

        report.Add(InputRule.RowNotObject, batch.AddRow(), _layout, -1);
        return SkipValue(ref reader, report);
    }

    private bool ReadRow(ref Utf8JsonReader reader, FeatureBatch batch, InputReport report)
    {
        int row = batch.AddRow();
        int guess = 0;
        int named = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int feature = FindFeature(ref reader, guess, report);
            reader.Read();
            if (feature < 0)
            {
                if (!SkipValue(ref reader, report))
                {
                    return false;
                }

                continue;
            }

            guess = feature + 1;
            if (batch.MarkSet(feature))
            {
                named++;
                if (JsonValueReader.Read(ref reader, _layout, feature, batch) is { } rule)
                {
                    report.Add(rule, row, _layout, feature);
                }
            }
            else
            {
                report.Add(InputRule.Duplicate, row, _layout, feature);
            }

            if (!SkipValue(ref reader, report))
            {
                return false;
            }
        }

        if (named < _layout.FeatureCount)
        {
            AddMissing(row, named, batch, report);
        }

        return true;
    }

    /// <summary>A row that names no feature at all is a mistake even where each of them may be missing.</summary>
    private void AddMissing(int row, int named, FeatureBatch batch, InputReport report)
    {
        for (int i = 0; i < _layout.FeatureCount; i++)
        {
            if (!batch.IsSet(i) && (named == 0 || !_layout.Schema.Features[i].AllowsMissing))
            {
                report.Add(InputRule.Missing, row, _layout, i);
            }
        }
    }

    private int FindFeature(ref Utf8JsonReader reader, int guess, InputReport report)
    {
        try
        {
            int feature = _layout.Find(ref reader, guess);
            if (feature < 0)
            {
                report.Ignore(ref reader);
            }

            return feature;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is valid JSON but no text. No feature is named so.
            return -1;
        }
    }

    /// <summary>Skips to the end of the value, if it is not a scalar.</summary>
    /// <returns>Whether it is not nested too deeply.</returns>
    private static bool SkipValue(ref Utf8JsonReader reader, InputReport report)
    {
        int depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        do
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
            {
                report.Refuse("request.jsonTooDeep", $"The body is nested deeper than {MaxDepth} levels. Send flat objects.");
                return false;
            }
        }
        while (reader.Read() && reader.CurrentDepth > depth);
        return true;
    }
}
