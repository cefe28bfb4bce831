using System.Globalization;
using System.Text.Json;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Serving;

namespace Slipway.Feedback;

/// <summary>
/// Reads one <c>{ "id": "...", "actual": ..., "time"?: "..." }</c> or an array of them. An outcome may be any scalar, by its text.
/// Immutable; safe to use
/// from several threads.
/// </summary>
public sealed class FeedbackJsonReader(ModelSchema schema)
{
    private const string Shape = """Send {"id": "...", "actual": ...}, or an array of such objects.""";

    internal static readonly JsonDocumentOptions Options = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly FeedbackRules _rules = new(schema);

    /// <summary>Reads all outcomes.</summary>
    /// <param name="utf8Json">The whole text.</param>
    /// <param name="maxRows">The most outcomes that are accepted.</param>
    /// <param name="records">Gets the outcomes that are valid.</param>
    /// <param name="report">An empty report; gets all problems.</param>
    /// <returns>Whether there is an outcome and no problem.</returns>
    public bool Read(ReadOnlyMemory<byte> utf8Json, int maxRows, ICollection<FeedbackRecord> records, InputReport report)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(report);
        if (utf8Json.Span.StartsWith("\uFEFF"u8))
        {
            utf8Json = utf8Json[3..];
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json, Options);
            ReadRoot(document.RootElement, maxRows, records, report);
        }
        catch (JsonException e)
        {
            report.Refuse("request.jsonInvalid", string.Create(
                CultureInfo.InvariantCulture, $"The body is not JSON at line {e.LineNumber + 1}, or names a key twice. {Shape}"));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is valid JSON but no text.
            report.Refuse("request.jsonInvalid", $"The body has an incomplete Unicode escape. {Shape}");
        }

        return report.IsValid;
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    internal static string? TextOf(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? Text(value) : null;

    private void ReadRoot(JsonElement root, int maxRows, ICollection<FeedbackRecord> records, InputReport report)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            report.IsSingleRow = true;
            ReadRow(root, 0, records, report);
        }
        else if (root.ValueKind != JsonValueKind.Array)
        {
            report.Refuse("request.shape", $"The body is neither an object nor an array. {Shape}");
        }
        else if (root.GetArrayLength() is var count && (count == 0 || count > maxRows))
        {
            report.Refuse(
                count == 0 ? "request.noRows" : "request.tooManyRows",
                count == 0
                    ? "The array is empty. Send at least one outcome."
                    : $"The request has more than {maxRows} outcomes. Send fewer at a time.");
        }
        else
        {
            int row = 0;
            foreach (var element in root.EnumerateArray())
            {
                ReadRow(element, row++, records, report);
            }
        }
    }

    private void ReadRow(JsonElement row, int rowIndex, ICollection<FeedbackRecord> records, InputReport report)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            report.Add("input.rowNotObject", $"The row is not an object. {Shape}", rowIndex);
            return;
        }

        var problems = new List<Problem>();
        foreach (var property in row.EnumerateObject())
        {
            if (property.Name is not ("id" or "actual" or "time"))
            {
                problems.Add(new Problem("feedback.unknownKey", "The row has a key other than 'id', 'actual' and 'time'. Leave it out."));
                break;
            }
        }

        var record = _rules.Read(TextOf(row, "id"), TextOf(row, "actual"), TimeOf(row), problems);
        foreach (var problem in problems)
        {
            report.Add(problem.Code, problem.Message, rowIndex);
        }

        if (record is { } valid && problems.Count == 0)
        {
            records.Add(valid);
        }
    }

    /// <summary>A time that is there but no text is a mistake, unlike null; its raw JSON is no point in time.</summary>
    internal static string? TimeOf(JsonElement row) =>
        !row.TryGetProperty("time", out var time) || time.ValueKind == JsonValueKind.Null ? null
        : time.ValueKind == JsonValueKind.String ? time.GetString()
        : "?";
}
