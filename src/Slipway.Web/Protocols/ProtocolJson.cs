using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Slipway.Web.Responses;

namespace Slipway.Web.Protocols;

/// <summary>How answers of the compatible protocols that are not on the hot path are written.</summary>
internal static class ProtocolJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        TypeInfoResolver = WebJsonContext.Default,
    };

    public static Task WriteAsync<T>(HttpContext context, T answer) => WebJson.WriteAsync(context, answer, Options, "application/json");
}
