namespace Slipway.Projects.Reading;

/// <summary>A piece of a YAML file and the place where it starts.</summary>
/// <param name="LineNumber">The line, 1-based.</param>
/// <param name="ColumnNumber">The column, 1-based.</param>
internal abstract record YamlNode(long LineNumber, int ColumnNumber);

/// <summary>A text, number, boolean or null.</summary>
internal sealed record YamlText(long LineNumber, int ColumnNumber, string Text, bool IsPlain) : YamlNode(LineNumber, ColumnNumber)
{
    /// <summary>Whether it is null: by the core schema of YAML 1.2, as are the next two.</summary>
    public bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");

    public bool IsBoolean => IsPlain && (Text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE");

    public bool IsNumber => IsPlain && YamlNumbers.IsNumber(Text);
}

/// <summary>A list.</summary>
internal sealed record YamlList(long LineNumber, int ColumnNumber, IReadOnlyList<YamlNode> Items) : YamlNode(LineNumber, ColumnNumber);

/// <summary>A map; its keys are distinct.</summary>
internal sealed record YamlMap(long LineNumber, int ColumnNumber, IReadOnlyList<KeyValuePair<YamlText, YamlNode>> Entries)
    : YamlNode(LineNumber, ColumnNumber);

/// <summary>Stands where something was refused, so that it is not reported again.</summary>
internal sealed record YamlRefused(long LineNumber, int ColumnNumber) : YamlNode(LineNumber, ColumnNumber);
