using Slipway.Web;

namespace Slipway.Delivery.Tests.Operations;

/// <summary>The variables that the server reads.</summary>
internal static class ServerOptions
{
    private const string Prefix = "Slipway__Web__";

    // Read by the command, before there is a server; its name is internal to it.
    private const string Storage = "SLIPWAY_STORAGE";

    /// <summary>Why a variable is none of the server's; null when it is one.</summary>
    public static string? FindFault(string variable)
    {
        if (variable == Storage)
        {
            return null;
        }

        if (!variable.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return $"{variable} does not begin with {Prefix}";
        }

        var type = typeof(SlipwayWebOptions);
        foreach (string name in variable[Prefix.Length..].Split("__"))
        {
            if (type.GetProperty(name) is not { } property)
            {
                return $"{variable}: {type.Name} has no {name}";
            }

            type = property.PropertyType;
        }

        return null;
    }
}
