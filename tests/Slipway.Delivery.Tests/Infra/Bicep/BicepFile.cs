using System.Text.RegularExpressions;

namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>A Bicep file or a file of parameters: what it declares.</summary>
internal sealed partial class BicepFile
{
    private BicepFile(string path, BicepNode root)
    {
        Path = path;
        Root = root;
        var declarations = new List<BicepDeclaration>();
        BicepNode? decorators = null;
        foreach (var node in root.Children)
        {
            if (BicepDeclaration.Read(node, decorators) is { } declaration)
            {
                declarations.Add(declaration);
            }

            decorators = node.Type == "decorators" ? node : null;
        }

        Declarations = declarations;
    }

    /// <summary>Its path below the folder of the infrastructure, with forward slashes.</summary>
    public string Path { get; }

    public BicepNode Root { get; }

    /// <summary>Everything that it declares at its top level, in order.</summary>
    public IReadOnlyList<BicepDeclaration> Declarations { get; }

    public bool IsParameters => Path.EndsWith(".bicepparam", StringComparison.Ordinal);

    /// <summary>Whether it is deployed by itself.</summary>
    public bool IsEntry => !IsParameters && !Path.Contains('/', StringComparison.Ordinal);

    /// <summary>All resources, those in others included.</summary>
    public IEnumerable<BicepDeclaration> Resources => Of(BicepKind.Resource).SelectMany(SelfAndNested);

    public static BicepFile Read(string path, BicepNode root) => new(path, root);

    /// <summary>The text to parse: the grammar does not know the parameters of a parameter file, but variables look the same.</summary>
    public static string Parsable(string path, string text) =>
        path.EndsWith(".bicepparam", StringComparison.Ordinal) ? AssignedParameter().Replace(text, "var  ") : text;

    public IEnumerable<BicepDeclaration> Of(BicepKind kind) => Declarations.Where(d => d.Kind == kind);

    /// <summary>The path of a file that is named relative to this one.</summary>
    public string Resolve(string relative)
    {
        var parts = Path.Split('/')[..^1].ToList();
        foreach (string part in relative.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static IEnumerable<BicepDeclaration> SelfAndNested(BicepDeclaration resource) =>
        resource.Nested.SelectMany(SelfAndNested).Prepend(resource);

    [GeneratedRegex("^param", RegexOptions.Multiline)]
    private static partial Regex AssignedParameter();
}
