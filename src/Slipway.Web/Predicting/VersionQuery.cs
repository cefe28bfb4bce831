using System.Globalization;
using Microsoft.AspNetCore.Http;
using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>Which version a query string asks for: <c>?version=3</c>, <c>?alias=challenger</c>, or neither for the champion.</summary>
internal static class VersionQuery
{
    public const string Rule = "Send at most one of 'version', a whole number from 1, and 'alias', a name.";

    public static bool TryRead(IQueryCollection query, out VersionChoice result)
    {
        result = default;
        var (version, alias) = (query["version"], query["alias"]);
        if (version.Count + alias.Count > 1 || (alias.Count == 1 && string.IsNullOrEmpty(alias)))
        {
            return false;
        }

        if (version.Count == 0)
        {
            result = new(null, alias);
            return true;
        }

        bool isNumber = TryParse(version, out int number);
        result = new(number, null);
        return isNumber;
    }

    /// <summary>Reads the number of a version: digits, from 1.</summary>
    public static bool TryParse(string? text, out int version) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version) && version > 0;
}
