using System.Text.RegularExpressions;

namespace Slipway.Delivery.Tests.Infra.Bicep;

/// <summary>What a file asks of who deploys it, and what it gives back.</summary>
internal static partial class InterfaceRules
{
    public const string OutputName = "output-name";
    public const string NotDescribed = "description";
    public const string NotBounded = "bounds";

    private static readonly string[] Bounds = ["allowed", "minLength", "maxLength", "minValue", "maxValue", "secure"];

    public static IEnumerable<Finding> Check(BicepFile file)
    {
        var parameters = file.Of(BicepKind.Parameter);
        var undescribed = parameters.Where(p => !p.Decorators.Contains("description"))
            .Select(p => new Finding(file.Path, p.Line, NotDescribed, $"'{p.Name}' says nothing about itself."));
        if (!file.IsEntry)
        {
            return undescribed;
        }

        var unbounded = parameters.Where(p => IsBoundable(p) && !p.Decorators.Any(Bounds.Contains))
            .Select(p => new Finding(file.Path, p.Line, NotBounded, $"'{p.Name}' takes any value."));
        var misnamed = file.Of(BicepKind.Output).Where(o => !UpperSnake().IsMatch(o.Name))
            .Select(o => new Finding(file.Path, o.Line, OutputName, $"The output '{o.Name}' is not in UPPER_SNAKE."));
        return [.. undescribed, .. unbounded, .. misnamed];
    }

    private static bool IsBoundable(BicepDeclaration parameter) => parameter.Node.Child("type")?.Text is "string" or "int" or "string[]";

    [GeneratedRegex("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
    private static partial Regex UpperSnake();
}
