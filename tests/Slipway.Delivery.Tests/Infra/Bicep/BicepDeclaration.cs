namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A parameter, variable, resource, module or output.</summary>
internal sealed class BicepDeclaration
{
    private static readonly Dictionary<string, BicepKind> Kinds = new(StringComparer.Ordinal)
    {
        ["parameter_declaration"] = BicepKind.Parameter,
        ["variable_declaration"] = BicepKind.Variable,
        ["resource_declaration"] = BicepKind.Resource,
        ["module_declaration"] = BicepKind.Module,
        ["output_declaration"] = BicepKind.Output,
    };

    private BicepDeclaration(BicepKind kind, BicepNode node, BicepNode? decorators, BicepDeclaration? parent)
    {
        Kind = kind;
        Node = node;
        Parent = parent;
        Decorators = [.. decorators?.Children.Select(NameOfDecorator) ?? []];
        Name = node.Child("identifier")?.Text ?? "";
        Value = node.After("=");
        Target = node.Child("string")?.Literal;
        Nested = kind == BicepKind.Resource && Body is not null ? [.. FindNested()] : [];
    }

    public BicepKind Kind { get; }

    public BicepNode Node { get; }

    public string Name { get; }

    public int Line => Node.Line;

    /// <summary>What stands behind the equals sign; null for a parameter without a default.</summary>
    public BicepNode? Value { get; }

    /// <summary>The type and version of a resource as written, the path of a module.</summary>
    public string? Target { get; }

    /// <summary>The resource that this one is written in.</summary>
    public BicepDeclaration? Parent { get; }

    public IReadOnlyList<string> Decorators { get; }

    public IReadOnlyList<BicepDeclaration> Nested { get; }

    public bool IsExisting => Node.Child("existing") is not null;

    /// <summary>The object behind a condition or a loop.</summary>
    public BicepObject? Body => BicepObject.Of(Unwrap(Value));

    /// <summary>The type and version of a resource; one that is written in another continues its type and shares its version.</summary>
    public string? FullType => Parent?.FullType is not { } outer || Target is null || Target.Contains('@', StringComparison.Ordinal)
        ? Target
        : $"{outer.Split('@')[0]}/{Target}@{outer.Split('@')[^1]}";

    public static BicepDeclaration? Read(BicepNode node, BicepNode? decorators, BicepDeclaration? parent = null) =>
        Kinds.TryGetValue(node.Type, out var kind) ? new BicepDeclaration(kind, node, decorators, parent) : null;

    private static string NameOfDecorator(BicepNode decorator) => decorator.SelfAndDescendants().First(n => n.Field == "function").Text;

    private static BicepNode? Unwrap(BicepNode? value) => value?.Type switch
    {
        "if_statement" => value.Child("object"),
        "for_statement" => Unwrap(value.ByField("body")),
        _ => value,
    };

    private IEnumerable<BicepDeclaration> FindNested() => Unwrap(Value)!.Children
        .Select(child => child.Child("resource_declaration"))
        .OfType<BicepNode>()
        .Select(child => Read(child, null, this)!);
}
