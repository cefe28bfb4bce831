using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols;

/// <summary>The model and the version that a path names.</summary>
internal static class ModelPath
{
    public static Problem NoVersion { get; } =
        new("serving.versionNotFound", "The version in the path is none: it is a whole number from 1.");

    public static string Model(HttpContext context) => (string)context.Request.RouteValues["model"]!;

    /// <summary>Reads the version, if the path has one.</summary>
    /// <returns>Whether it has none, or a number.</returns>
    public static bool TryGetVersion(HttpContext context, out int? version)
    {
        version = null;
        if (context.Request.RouteValues["version"] is not string text)
        {
            return true;
        }

        bool isNumber = VersionQuery.TryParse(text, out int number);
        version = number;
        return isNumber;
    }
}
