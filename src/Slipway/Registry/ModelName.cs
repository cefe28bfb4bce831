using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Slipway.Registry;

/// <summary>The name of a model: a lower-case letter, then 1 to 62 lower-case letters, digits and hyphens. Safe in paths and URLs.</summary>
[JsonConverter(typeof(ModelNameJsonConverter))]
public readonly partial record struct ModelName
{
    /// <summary>The rule, in words; for error messages.</summary>
    public const string Rule = "a lower-case letter followed by 1 to 62 lower-case letters, digits or hyphens";

    private readonly string? _value;

    private ModelName(string value) => _value = value;

    /// <summary>The name. The default value has an empty name, which names no model.</summary>
    public string Value => _value ?? "";

    /// <summary>Parses a name from outside.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ModelName name)
    {
        bool isName = text is not null && Pattern().IsMatch(text);
        name = isName ? new ModelName(text!) : default;
        return isName;
    }

    /// <summary>Makes a name that is known to be one.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static ModelName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new ArgumentException($"A model name is {Rule}.", nameof(text));

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
