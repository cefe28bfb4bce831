using System.Globalization;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>Words for the rules that a value can break. Nothing here sees the value, so nothing can repeat it.</summary>
internal static class InputRules
{
    public static InputProblem Describe(InputRule rule, int rowIndex, FeatureSchema? feature, bool namesBounds)
    {
        string name = feature?.Name ?? "";
        var (code, message) = rule switch
        {
            InputRule.Missing => ("input.missing", $"'{name}' is not there. Send it as {Expected(feature!, namesBounds)}."),
            InputRule.Null => ("input.null", $"'{name}' has no value, and no training row lacked it. Send {Expected(feature!, namesBounds)}."),
            InputRule.WrongType => ("input.type", $"'{name}' is of the wrong type. Send {Expected(feature!, namesBounds)}{JsonHint(feature!)}."),
            InputRule.NotOfDatatype => (
                "input.type", $"'{name}' has a value that its tensor's datatype does not hold. Send another value, or another datatype."),
            InputRule.NotANumber => ("input.type", $"'{name}' is not a finite number with a decimal point. Send {Expected(feature!, namesBounds)}."),
            InputRule.NotFinite => ("input.notFinite", $"'{name}' does not fit a 32-bit float. Send a finite number."),
            InputRule.BelowMin => ("input.range", $"'{name}' is below its minimum{Bound(feature!.Min)}. Send a value from there on."),
            InputRule.AboveMax => ("input.range", $"'{name}' is above its maximum{Bound(feature!.Max)}. Send a value up to there."),
            InputRule.NotATimestamp => ("input.timestamp", $"'{name}' is not a point in time. Send {Expected(feature!, namesBounds)}."),
            InputRule.Duplicate => ("input.duplicate", $"'{name}' stands twice in the row. Send it once."),
            InputRule.RowNotObject => ("input.rowNotObject", "The row is not an object. Send {\"feature\": value, ...}."),
            InputRule.IncompleteText => ("input.text", $"'{name}' has an incomplete Unicode escape. Send well-formed text."),
            InputRule.NotUtf8 => ("input.text", $"'{name}' is not UTF-8. Encode it so."),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
        };
        return new InputProblem(code, message, rowIndex, feature?.Name);

        string Bound(double? bound) => namesBounds ? ", " + Text(bound) : "";
    }

    private static string Expected(FeatureSchema feature, bool namesBounds) => feature.Type switch
    {
        ColumnType.Number => "a number" + (namesBounds ? Bounds(feature) : ""),
        ColumnType.Boolean => "true or false",
        ColumnType.Timestamp => "an ISO 8601 date and time such as 2024-05-17T08:30:00Z",
        _ => "a text",
    };

    private static string JsonHint(FeatureSchema feature) => feature.Type == ColumnType.Number ? ", without quotes in JSON" : "";

    private static string Bounds(FeatureSchema feature) => (feature.Min, feature.Max) switch
    {
        (null, null) => "",
        ({ } min, null) => $", at least {Text(min)}",
        (null, { } max) => $", at most {Text(max)}",
        ({ } min, { } max) => $", from {Text(min)} to {Text(max)}",
    };

    private static string Text(double? value) => value!.Value.ToString("R", CultureInfo.InvariantCulture);
}
