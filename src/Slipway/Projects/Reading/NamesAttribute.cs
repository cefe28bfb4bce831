namespace Slipway.Projects.Reading;

/// <summary>Says which vocabulary the text, the items of the list or the keys of the map are from.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamesAttribute(NameKind kind) : Attribute
{
    public NameKind Kind => kind;
}
