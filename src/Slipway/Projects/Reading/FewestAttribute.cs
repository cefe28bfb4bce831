namespace Slipway.Projects.Reading;

/// <summary>The fewest items that a list of a spec may have.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FewestAttribute(int count) : Attribute
{
    public int Count { get; } = count;
}
