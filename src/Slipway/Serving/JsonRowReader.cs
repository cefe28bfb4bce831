using System.Text.Json;
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

    private const string Expected = "Send one JSON object, or an array of them.";

    // Callers that send single rows, each written in another way, are not worth following.
    private const int RowsPerLesson = 16;

    private static readonly JsonReaderState InArray = BehindRow();

    private readonly FeatureLayout _layout;
    private RowShape? _lastShape;
    private uint _singleRows;

    /// <summary>Makes a reader of a model's rows.</summary>
    public JsonRowReader(ModelSchema schema)
        : this(new FeatureLayout(schema))
    {
    }

    internal JsonRowReader(FeatureLayout layout) => _layout = layout;

    /// <summary>The shape of the rows that were last learned from.</summary>
    internal RowShape? LastShape => Volatile.Read(ref _lastShape);

    /// <summary>Reads the rows.</summary>
    /// <param name="utf8Json">The whole text.</param>
    /// <param name="maxRows">The most rows that are accepted.</param>
    /// <param name="batch">An empty batch of the model's schema. When there are problems, what it holds means nothing.</param>
    /// <param name="report">An empty report; gets all problems and the ignored columns.</param>
    /// <returns>Whether there are rows and no problem.</returns>
    public bool Read(ReadOnlySpan<byte> utf8Json, int maxRows, FeatureBatch batch, InputReport report)
    {
        if (!JsonText.TryOpen(ref utf8Json, Expected, report))
        {
            return false;
        }

        var shapes = new RowShapes(this, utf8Json, maxRows, batch);
        try
        {
            ReadText(utf8Json, maxRows, batch, report, ref shapes);
        }
        catch (JsonException) when (shapes.RowCount > 0)
        {
            // Where it is broken, is known to a reader that saw all lines.
            report.StartAgain();
            batch.Clear();
            ReadBySyntax(utf8Json, maxRows, batch, report);
        }
        catch (JsonException e)
        {
            JsonText.RefuseSyntax(e, Expected, report);
        }

        return report.IsValid;
    }

    /// <summary>Learns the shape of a sound row.</summary>
    internal RowShape? Learn(ReadOnlySpan<byte> row)
    {
        var shape = RowShape.Learn(row, _layout);
        if (shape is not null)
        {
            Volatile.Write(ref _lastShape, shape);
        }

        return shape;
    }

    /// <summary>Reads the rows without following their shapes.</summary>
    internal void ReadBySyntax(ReadOnlySpan<byte> utf8Json, int maxRows, FeatureBatch batch, InputReport report)
    {
        RowShapes none = default;
        try
        {
            ReadText(utf8Json, maxRows, batch, report, ref none);
        }
        catch (JsonException e)
        {
            JsonText.RefuseSyntax(e, Expected, report);
        }
    }

    private void ReadText(ReadOnlySpan<byte> utf8Json, int maxRows, FeatureBatch batch, InputReport report, ref RowShapes shapes)
    {
        if (shapes.TryReadSingle())
        {
            report.IsSingleRow = true;
            return;
        }

        int start = shapes.ReadFirst();
        var reader = start > 0
            ? new Utf8JsonReader(utf8Json[start..], isFinalBlock: true, InArray)
            : new Utf8JsonReader(utf8Json, JsonText.Options);
        if (start > 0 ? ReadRows(ref reader, maxRows, batch, report, ref shapes) : ReadRoot(ref reader, maxRows, batch, report, ref shapes))
        {
            reader.Read();
        }
    }

    /// <returns>Whether the rest of the text, which must be blank, matters still.</returns>
    private bool ReadRoot(ref Utf8JsonReader reader, int maxRows, FeatureBatch batch, InputReport report, ref RowShapes shapes)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            report.IsSingleRow = true;
            long rowStart = reader.TokenStartIndex;
            if (!ReadRow(ref reader, batch, report))
            {
                return false;
            }

            // Not from the first: what is asked once is not worth it.
            if (report.IsValid && _singleRows++ % RowsPerLesson == 1)
            {
                shapes.Learn(rowStart, reader.BytesConsumed);
            }

            return true;
        }

        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return ReadRows(ref reader, maxRows, batch, report, ref shapes);
        }

        // The syntax is checked first: a bare word is broken JSON rather than a wrong shape.
        report.Add("request.shape", "The body is neither an object nor an array. Send one object, or an array of them.");
        return true;
    }

    private bool ReadRows(ref Utf8JsonReader reader, int maxRows, FeatureBatch batch, InputReport report, ref RowShapes shapes)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!JsonText.HasRoom(batch, maxRows, report) || !ReadElements(ref reader, batch, report, ref shapes))
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

    /// <summary>Reads one element of an array of rows, and those behind it that are written like it.</summary>
    /// <returns>Whether the rest of the text matters still.</returns>
    internal bool ReadElements(ref Utf8JsonReader reader, FeatureBatch batch, InputReport report, ref RowShapes shapes)
    {
        int problems = report.ProblemCount;
        long start = reader.TokenStartIndex;
        if (!ReadElement(ref reader, batch, report))
        {
            return false;
        }

        if (report.ProblemCount == problems)
        {
            shapes.Follow(ref reader, start);
        }

        return true;
    }

    /// <summary>Reads one element of an array of rows, which should be an object.</summary>
    /// <returns>Whether the rest of the text matters still.</returns>
    private bool ReadElement(ref Utf8JsonReader reader, FeatureBatch batch, InputReport report)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return ReadRow(ref reader, batch, report);
        }

        report.Add(InputRule.RowNotObject, batch.AddRow(), _layout, -1);
        return JsonText.SkipValue(ref reader, report);
    }

    private bool ReadRow(ref Utf8JsonReader reader, FeatureBatch batch, InputReport report)
    {
        int row = batch.AddRow();
        int guess = 0;
        int named = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int feature = _layout.FindOrIgnore(ref reader, guess, report);
            reader.Read();
            if (feature < 0)
            {
                if (!JsonText.SkipValue(ref reader, report))
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

            if (!JsonText.SkipValue(ref reader, report))
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

    /// <summary>The state of a reader between the elements of an array, behind an object.</summary>
    private static JsonReaderState BehindRow()
    {
        var reader = new Utf8JsonReader("[{}"u8, isFinalBlock: false, new JsonReaderState(JsonText.Options));
        while (reader.TokenType != JsonTokenType.EndObject)
        {
            reader.Read();
        }

        return reader.CurrentState;
    }
}
