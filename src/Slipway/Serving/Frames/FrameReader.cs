using System.Buffers;
using System.Text.Json;

namespace Slipway.Serving.Frames;

/// <summary>
/// Reads the JSON of the MLflow scoring protocol and of KServe V1 into a <see cref="FeatureBatch"/>. Values are those of
/// <see cref="JsonRowReader"/>; further columns are ignored and noted; the bare NaN of Python's writer is a missing value. Rows without
/// names are in the order of the model's features. Immutable; safe to use from several threads.
/// </summary>
public sealed class FrameReader
{
    private readonly FeatureLayout _layout;
    private readonly JsonRowReader _rows;

    internal FrameReader(FeatureLayout layout, JsonRowReader rows) => (_layout, _rows) = (layout, rows);

    /// <summary>Reads a whole body.</summary>
    /// <param name="utf8Json">The text.</param>
    /// <param name="dialect">Which forms are accepted.</param>
    /// <param name="maxRows">The most rows that are accepted.</param>
    /// <param name="batch">An empty batch of the model's schema. When there are problems, what it holds means nothing.</param>
    /// <param name="report">An empty report; gets all problems, without bounds of the schema, and the ignored columns.</param>
    /// <returns>Whether there are rows and no problem.</returns>
    public bool Read(ReadOnlySpan<byte> utf8Json, FrameDialect dialect, int maxRows, FeatureBatch batch, InputReport report)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(report);
        report.NamesBounds = false;
        string expected = FrameForms.Expected(dialect);
        if (!JsonText.TryOpen(ref utf8Json, expected, report))
        {
            return false;
        }

        var broken = TryRead(utf8Json, dialect, maxRows, batch, report);
        if (broken is not null && PythonNumbers.MayStandIn(utf8Json))
        {
            var text = new ArrayBufferWriter<byte>(utf8Json.Length + (utf8Json.Length / 4));
            PythonNumbers.Rewrite(utf8Json, text);
            StartAgain(batch, report);
            broken = TryRead(text.WrittenSpan, dialect, maxRows, batch, report);
        }

        if (broken is not null)
        {
            JsonText.RefuseSyntax(broken, expected, report);
        }

        return report.IsValid;
    }

    /// <summary>Reads a text.</summary>
    /// <returns>Where it is no JSON; null where it is.</returns>
    private JsonException? TryRead(ReadOnlySpan<byte> utf8Json, FrameDialect dialect, int maxRows, FeatureBatch batch, InputReport report)
    {
        var shapes = new RowShapes(_rows, utf8Json, maxRows, batch);
        var reading = new FrameReading(utf8Json, dialect, _layout, _rows, maxRows, batch, report, shapes);
        try
        {
            reading.Read();
            return null;
        }
        catch (JsonException e) when (reading.ShapedRows == 0)
        {
            return e;
        }
        catch (JsonException)
        {
            // Where it is broken, is known to a reader that saw all lines.
            StartAgain(batch, report);
        }

        reading = new FrameReading(utf8Json, dialect, _layout, _rows, maxRows, batch, report, default);
        try
        {
            reading.Read();
            return null;
        }
        catch (JsonException e)
        {
            return e;
        }
    }

    private static void StartAgain(FeatureBatch batch, InputReport report)
    {
        batch.Clear();
        report.StartAgain();
    }
}
