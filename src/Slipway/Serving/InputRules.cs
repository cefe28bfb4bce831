using System.Globalization;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Serving;

/// <summary>Words for the rules that a value can break. Nothing here sees the value, so nothing can repeat it.</summary>
internal static class InputRules
{
    public static InputProblem Describe(InputRule rule, int rowIndex, FeatureSchema? feature)
    {
        string name = feature?.Name ?? "";
        var (code, message) = rule switch
        {
            InputRule.Missing => ("input.missing", $"'{name}' is not there. Send it as {Expected(feature!)}."),
            InputRule.Null => ("input.null", $"'{name}' has no value, and no training row lacked it. Send {Expected(feature!)}."),
            InputRule.WrongType => ("input.type", $"'{name}' is of the wrong type. Send {Expected(feature!)}{JsonHint(feature!)}."),
            InputRule.NotANumber => ("input.type", $"'{name}' is not a finite number with a decimal point. Send {Expected(feature!)}."),
            InputRule.NotFinite => ("input.notFinite", $"'{name}' does not fit a 32-bit float. Send a finite number."),
            InputRule.BelowMin => ("input.range", $"'{name}' is below its minimum, {Text(feature!.Min)}. Send a value from there on."),
            InputRule.AboveMax => ("input.range", $"'{name}' is above its maximum, {Text(feature!.Max)}. Send a value up to there."),
            InputRule.NotATimestamp => ("input.timestamp", $"'{name}' is not a point in time. Send {Expected(feature!)}."),
            InputRule.Duplicate => ("input.duplicate", $"'{name}' stands twice in the row. Send it once."),
            InputRule.RowNotObject => ("input.rowNotObject", "The row is not an object. Send {\"feature\": value, ...}."),
            InputRule.IncompleteText => ("input.text", $"'{name}' has an incomplete Unicode escape. Send well-formed text."),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
        };
        return new InputProblem(code, message, rowIndex, feature?.Name);
    }

    private static string Expected(FeatureSchema feature) => feature.Type switch
    {
        ColumnType.Number => "a number" + Bounds(feature),
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
