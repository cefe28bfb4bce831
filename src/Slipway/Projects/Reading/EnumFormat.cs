using System.Text.Json;
using Slipway.Learning.Results;

namespace Slipway.Projects.Reading;

/// <summary>The format of the values of an enum: their names in lower camel case.</summary>
internal static class EnumFormat
{
    public static ScalarFormat Of(Type type)
    {
        var values = Enum.GetValuesAsUnderlyingType(type).Cast<object>()
            .ToDictionary(v => NameOf(Enum.ToObject(type, v)), v => Enum.ToObject(type, v), StringComparer.Ordinal);
        return ScalarFormats.Text(
            text => values.TryGetValue(text, out object? value)
                ? (value, null)
                : (null, new Problem(
                    SpecCodes.UnknownValue,
                    $"'{text}' is not one of the values.{Spelling.Suggest(text, values.Keys)}"
                    + $" Write one of {string.Join(", ", values.Keys)}.")),
            () => ScalarFormats.Choice(values.Keys),
            NameOf);
    }

    private static string NameOf(object value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);
}
