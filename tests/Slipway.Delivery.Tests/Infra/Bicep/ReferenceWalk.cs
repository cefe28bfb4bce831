namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>Finds the names that the expressions of a file use, other than those that loops and lambdas bring along.</summary>
internal sealed class ReferenceWalk
{
    private readonly BicepFile _file;
    private readonly List<Reference> _found = [];

    private ReferenceWalk(BicepFile file) => _file = file;

    public static IReadOnlyList<Reference> Of(BicepFile file)
    {
        var walk = new ReferenceWalk(file);
        walk.VisitAll(file.Root.Children, []);
        return walk._found;
    }

    private void VisitAll(IEnumerable<BicepNode> nodes, string[] locals)
    {
        foreach (var node in nodes)
        {
            Visit(node, locals);
        }
    }

    private void Visit(BicepNode node, string[] locals)
    {
        switch (node.Type)
        {
            case "identifier" when !locals.Contains(node.Text):
                _found.Add(new Reference(node.Text, node.Line, ReferenceKind.Symbol));
                break;
            case "parameter_declaration" or "variable_declaration" or "output_declaration" or "module_declaration"
                when node.After("=") is { } value:
                Visit(value, locals);
                break;
            case "parameter_declaration" or "metadata_declaration" or "type":
                break;
            case "resource_declaration":
                VisitResource(node, locals);
                break;
            case "object_property" when node.Child("resource_declaration") is null:
                VisitAll(node.Children[0].Children, locals);
                VisitAll(node.Children.Skip(2), locals);
                break;
            case "call_expression":
                VisitCall(node, locals);
                break;
            case "resource_expression":
                VisitNested(node, locals);
                break;
            case "lambda_expression":
                Visit(node.Children[^1], [.. locals, .. Names(node.Children[0])]);
                break;
            case "for_statement":
                Visit(node.After("in")!, locals);
                VisitAll(node.Children.Where(c => c.Field == "body"), [.. locals, .. LoopNames(node)]);
                break;
            default:
                VisitAll(node.Children, locals);
                break;
        }
    }

    private void VisitResource(BicepNode node, string[] locals)
    {
        var declaration = BicepDeclaration.Read(node, null);
        VisitAll([node.After("=")!], [.. locals, .. declaration!.Nested.Select(n => n.Name)]);
    }

    private void VisitCall(BicepNode node, string[] locals)
    {
        var function = node.ByField("function")!;
        if (function.Type == "identifier")
        {
            _found.Add(new Reference(function.Text, node.Line, ReferenceKind.Function));
        }
        else
        {
            Visit(function, locals);
        }

        VisitAll(node.Children.Where(child => child.Field == "arguments"), locals);
    }

    private void VisitNested(BicepNode node, string[] locals)
    {
        var outer = node.ByField("object")!;
        Visit(outer, locals);
        string name = node.ByField("resource")!.Text;
        if (_file.Resources.Any(r => r.Name == outer.Text) && !_file.Resources.Any(r => r.Name == name && r.Parent?.Name == outer.Text))
        {
            _found.Add(new Reference($"{outer.Text}::{name}", node.Line, ReferenceKind.NoSuchNested));
        }
    }

    private static IEnumerable<string> Names(BicepNode parameters) =>
        parameters.SelfAndDescendants().Where(n => n.Type == "identifier").Select(n => n.Text);

    private static IEnumerable<string> LoopNames(BicepNode loop) => loop.Child("for_loop_parameters") is { } pair
        ? pair.Children.Where(n => n.Type.StartsWith("loop_", StringComparison.Ordinal)).Select(n => n.Text)
        : loop.Children.Where(n => n.Field == "initializer").Select(n => n.Text);
}
