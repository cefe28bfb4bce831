namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>An object as it is written: its properties by name.</summary>
internal sealed class BicepObject(BicepNode node)
{
    public int Line => node.Line;

    public IReadOnlyList<(string Name, int Line, BicepNode Value)> Properties { get; } =
    [
        .. node.Children
            .Where(child => child.Type == "object_property" && child.Child("resource_declaration") is null)
            .Select(child => (child.Children[0].Text.Trim('\''), child.Line, child.Children[^1])),
    ];

    public static BicepObject? Of(BicepNode? node) => node?.Type == "object" ? new BicepObject(node) : null;

    public BicepNode? Find(string name) => Properties.FirstOrDefault(p => p.Name == name).Value;

    /// <summary>
    /// Finds what a path leads to, such as <c>properties.criteria.allOf[].query</c>. Where a value on the way is computed, nothing can be
    /// said, and <paramref name="isHidden"/> is true.
    /// </summary>
    public BicepNode? Find(string path, out bool isHidden)
    {
        isHidden = false;
        BicepNode? value = node;
        foreach (string step in path.Split('.'))
        {
            if (Of(value) is not { } current)
            {
                isHidden = true;
                return null;
            }

            value = current.Find(step.Replace("[]", "", StringComparison.Ordinal));
            if (value is null)
            {
                return null;
            }

            if (step.EndsWith("[]", StringComparison.Ordinal))
            {
                value = value.Type == "array" ? value.Children.FirstOrDefault(child => child.Type == "object") : value;
            }
        }

        return value;
    }
}
