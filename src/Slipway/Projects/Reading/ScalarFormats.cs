using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Learning.Results;
using Slipway.Registry;

namespace Slipway.Projects.Reading;

/// <summary>The formats of all values that a spec may hold.</summary>
internal static class ScalarFormats
{
    private static readonly string[] Separators = [",", ";", "|", "\t"];

    private static readonly Dictionary<Type, ScalarFormat> ByType = new()
    {
        [typeof(string)] = Text(text => (text, null), () => new JsonObject { ["type"] = "string", ["minLength"] = 1 }, v => (string)v),
        [typeof(double)] = new(ReadNumber, () => new JsonObject { ["type"] = "number" }, v => JsonValue.Create((double)v)),
        [typeof(int)] = new(ReadWholeNumber, () => new JsonObject { ["type"] = "integer" }, v => JsonValue.Create((int)v)),
        [typeof(bool)] = new(ReadBoolean, () => new JsonObject { ["type"] = "boolean" }, v => JsonValue.Create((bool)v)),
        [typeof(char)] = Text(ReadSeparator, () => Choice(Separators), v => v.ToString()!),
        [typeof(TimeSpan)] = Text(t => Either(Duration.Parse(t)), () => Pattern(Duration.Pattern), v => Duration.Format((TimeSpan)v)),
        [typeof(ModelName)] = Text(ReadModelName, () => Pattern("^[a-z][a-z0-9-]{1,62}$"), v => v.ToString()!),
        [typeof(DataSource)] = Text(t => Either(DataSource.Parse(t)), SourceSchema, v => v.ToString()!),
        [typeof(GateRule)] = Text(
            t => Either(GateRule.Parse(t)), () => Pattern(@"^\s*(>=|<=|>|<)\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\s*$"), v => v.ToString()!),
        [typeof(CronSchedule)] = Text(t => Either(CronSchedule.Parse(t)), () => Pattern(@"^\s*(\S+\s+){5}\S+\s*$"), v => v.ToString()!),
        [typeof(Uri)] = Text(ReadWebhook, () => Pattern("^https://"), v => v.ToString()!),
    };

    private static readonly ScalarFormat Metric = Text(ReadMetric, () => Choice(MetricNames.All), v => (string)v);

    private static readonly ScalarFormat Trainer = Text(
        ReadTrainer,
        () => new JsonObject { ["anyOf"] = new JsonArray(Choice(TrainerNames.BuiltIn), Pattern(TrainerNames.MlNetPattern)) },
        v => (string)v);

    /// <summary>The format of a type; null when it is none of a single value.</summary>
    public static ScalarFormat? Find(Type type, NameKind? names) =>
        type == typeof(string) && names is { } kind ? Of(kind)
        : type.IsEnum ? EnumFormat.Of(type)
        : ByType.GetValueOrDefault(type);

    /// <summary>The format of the names of a vocabulary.</summary>
    public static ScalarFormat Of(NameKind kind) => kind == NameKind.Metric ? Metric : Trainer;

    /// <summary>A value as messages show it: the start of it where it is long.</summary>
    public static string Show(YamlText text) =>
        text.IsNull ? "nothing" : $"'{(text.Text.Length <= 80 ? text.Text : text.Text[..80] + "...")}'";

    public static JsonObject Choice(IEnumerable<string> names) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(n => (JsonNode)n)]) };

    public static ScalarFormat Text(
        Func<string, (object? Value, Problem? Problem)> read, Func<JsonObject> schema, Func<object, string> write) =>
        new(text => ReadText(text, read), schema, value => write(value));

    private static (object? Value, Problem? Problem) ReadText(YamlText text, Func<string, (object? Value, Problem? Problem)> read) =>
        text.IsNumber || text.IsBoolean ? WrongType(text, "text", $"\"{text.Text}\", with quotes")
        : text.Text.Length == 0 ? WrongType(text, "text", "a name, or remove the key")
        : read(text.Text);

    private static (object? Value, Problem? Problem) WrongType(YamlText text, string expected, string example) =>
        (null, new Problem(SpecCodes.WrongType, $"{Show(text)} is not {expected}; write {example}."));

    private static (object? Value, Problem? Problem) Either<T>(Result<T> result) =>
        result.TryGetValue(out var value) ? (value, null) : (null, result.Problems[0]);

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject SourceSchema()
    {
        var blob = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["blob"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 } },
            ["required"] = new JsonArray("blob"),
            ["additionalProperties"] = false,
        };
        return new JsonObject { ["anyOf"] = new JsonArray(Pattern(@"\.[cC][sS][vV](\.[gG][zZ])?$"), blob) };
    }

    private static (object? Value, Problem? Problem) ReadNumber(YamlText text) =>
        text.IsNumber
            && double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? (value, null)
            : WrongType(text, "a number", "one such as 0.5, without quotes");

    private static (object? Value, Problem? Problem) ReadWholeNumber(YamlText text) =>
        text.IsNumber && int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? (value, null)
            : WrongType(text, $"a whole number up to {int.MaxValue}", "one such as 30, without quotes and fractions");

    private static (object? Value, Problem? Problem) ReadBoolean(YamlText text) =>
        text.IsBoolean ? (text.Text[0] is 't' or 'T', null) : WrongType(text, "true or false", "true or false, without quotes");

    private static (object? Value, Problem? Problem) ReadSeparator(string text) => Separators.Contains(text)
        ? (text[0], null)
        : (null, new Problem(
            SpecCodes.UnknownValue, $"'{text}' is no separator; write one of \",\", \";\", \"|\" and \"\\t\", in double quotes."));

    private static (object? Value, Problem? Problem) ReadModelName(string text) => ModelName.TryParse(text, out var name)
        ? (name, null)
        : (null, new Problem(SpecCodes.BadName, $"'{text}' is not a model name; write {ModelName.Rule}."));

    private static (object? Value, Problem? Problem) ReadMetric(string text) => MetricNames.All.Contains(text)
        ? (text, null)
        : (null, new Problem(
            SpecCodes.UnknownMetric,
            $"'{text}' is not a metric.{Spelling.Suggest(text, MetricNames.All)} The metrics are {string.Join(", ", MetricNames.All)}."));

    private static (object? Value, Problem? Problem) ReadTrainer(string text) => TrainerNames.IsKnown(text)
        ? (text, null)
        : (null, new Problem(
            SpecCodes.UnknownTrainer,
            $"'{text}' is not a trainer.{Spelling.Suggest(text, TrainerNames.BuiltIn)} Write {string.Join(", ", TrainerNames.BuiltIn)} or mlnet/<name>."));

    // A webhook often holds a secret in its path, and problems end up in logs: so the URL is not repeated.
    private static (object? Value, Problem? Problem) ReadWebhook(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0
            ? (uri, null)
            : (null, new Problem(
                SpecCodes.BadWebhook, "The value is not an https URL; write one that starts with https:// and names a host, or null."));
}
