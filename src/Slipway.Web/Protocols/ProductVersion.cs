using System.Reflection;

namespace Slipway.Web.Protocols;

/// <summary>The version of this server, without the revision that it was built from.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = Find();

    private static string Find()
    {
        string? version = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? "0.0.0";
    }
}
