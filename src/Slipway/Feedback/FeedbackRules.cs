using System.Text;
using Slipway.Learning.Results;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Feedback;

/// <summary>
/// What an outcome must be to be taken, whether it comes by HTTP or from a file. Immutable; safe to use from several threads.
/// </summary>
internal sealed class FeedbackRules(ModelSchema schema)
{
    private const int MaxNamedClasses = 20;

    private static readonly Problem BadTime =
        new(
            "feedback.time",
            "'time' is not a point in time. Send an ISO 8601 date and time such as 2024-05-17T08:30:00Z, or leave it out.");

    private readonly HashSet<string> _classes = [.. schema.Classes];

    /// <summary>Reads an outcome from text; adds every rule that it breaks.</summary>
    /// <param name="id">The prediction's id.</param>
    /// <param name="actual">The outcome.</param>
    /// <param name="time">When it was known; null or blank when that is not said.</param>
    /// <param name="problems">Gets the problems.</param>
    public FeedbackRecord? Read(string? id, string? actual, string? time, ICollection<Problem> problems)
    {
        int before = problems.Count;
        bool hasId = Guid.TryParseExact(id, "D", out var guid) && guid != Guid.Empty;
        if (!hasId)
        {
            problems.Add(new Problem(
                "feedback.id",
                "'id' is not the id of a prediction. Send the one that its answer gave, such as 019c0a3e-7a10-7d3e-9b1c-2f4f6a8e0c11."));
        }

        var outcome = ReadActual(actual, problems);
        var moment = ReadTime(time, problems);
        return problems.Count == before ? new FeedbackRecord(guid, outcome!.Value, moment) : null;
    }

    private static DateTimeOffset? ReadTime(string? time, ICollection<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(time))
        {
            return null;
        }

        if (ValueParser.TryParseTimestamp(time, out long ticks))
        {
            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        problems.Add(BadTime);
        return null;
    }

    private ActualOutcome? ReadActual(string? actual, ICollection<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(actual))
        {
            problems.Add(new Problem("feedback.actualMissing", $"'actual' is not there. Send {Expected()}."));
            return null;
        }

        if (schema.Task == LearningTask.Regression)
        {
            if (ValueParser.TryParseNumber(Encoding.UTF8.GetBytes(actual), out double value) && double.IsFinite(value))
            {
                return ActualOutcome.Of(value);
            }

            problems.Add(new Problem("feedback.actual", "'actual' is not a number. Send a finite one."));
            return null;
        }

        if (_classes.TryGetValue(actual.Trim(' ', '\t'), out string? label))
        {
            return ActualOutcome.Of(label);
        }

        problems.Add(new Problem("feedback.actual", $"'actual' is no class of the model. Send {Expected()}."));
        return null;
    }

    private string Expected() => schema.Task == LearningTask.Regression ? "a finite number"
        : schema.Classes.Count <= MaxNamedClasses ? $"one of {string.Join(", ", schema.Classes.Select(c => $"'{c}'"))}"
        : $"one of the model's {schema.Classes.Count} classes, which GET .../schema lists";
}
