using System.Text.Json;

namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A node of the parse tree of a Bicep text.</summary>
internal sealed class BicepNode
{
    private readonly string _source;
    private readonly int _start;
    private readonly int _end;

    private BicepNode(string source, JsonElement node)
    {
        _source = source;
        Type = node[0].GetString()!;
        Field = node[1].GetString();
        (_start, _end, Line) = (node[2].GetInt32(), node[3].GetInt32(), node[4].GetInt32());
        IsBroken = node[5].GetBoolean();
        Children = [.. node[6].EnumerateArray().Select(child => new BicepNode(source, child))];
    }

    public string Type { get; }

    /// <summary>What the node is to its parent, where the grammar gives that a name.</summary>
    public string? Field { get; }

    /// <summary>The line that it begins on, from 1.</summary>
    public int Line { get; }

    /// <summary>Whether something stands here that the grammar does not allow, or is missing.</summary>
    public bool IsBroken { get; }

    public IReadOnlyList<BicepNode> Children { get; }

    public string Text => _source[_start.._end];

    /// <summary>The value of a string without interpolation; null for anything else.</summary>
    public string? Literal => Type == "string" && Child("interpolation") is null ? Text.Trim('\'') : null;

    public static BicepNode Read(string source, JsonElement node) => new(source, node);

    public BicepNode? Child(string type) => Children.FirstOrDefault(child => child.Type == type);

    public BicepNode? ByField(string field) => Children.FirstOrDefault(child => child.Field == field);

    /// <summary>The child behind a word or sign of the grammar, such as <c>=</c>.</summary>
    public BicepNode? After(string token) => Children.SkipWhile(child => child.Type != token).Skip(1).FirstOrDefault();

    public IEnumerable<BicepNode> SelfAndDescendants() => Children.SelectMany(child => child.SelfAndDescendants()).Prepend(this);
}
