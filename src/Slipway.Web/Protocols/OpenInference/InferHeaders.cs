using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary>The header of the binary tensor extension.</summary>
internal static class InferHeaders
{
    public const string JsonLength = "Inference-Header-Content-Length";

    /// <summary>Reads the length of the JSON part, if one is given.</summary>
    /// <returns>Whether it is none, or a number of bytes.</returns>
    public static bool TryRead(HttpRequest request, out int? jsonLength)
    {
        jsonLength = null;
        if (!request.Headers.TryGetValue(JsonLength, out var text))
        {
            return true;
        }

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length);
        jsonLength = length;
        return isNumber;
    }
}
