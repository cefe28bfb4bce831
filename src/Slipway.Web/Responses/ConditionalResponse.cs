using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Slipway.Web.Responses;

/// <summary>
/// Answers reads with an ETag of their content, and with 304 to a caller who has that content already (RFC 9110, 13.1.2).
/// </summary>
internal static class ConditionalResponse
{
    private const string Json = "application/json; charset=utf-8";

    public static Task WriteJsonAsync<T>(HttpContext context, T answer) =>
        WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(answer, WebJson.TypeOf<T>(WebJson.Readable)), Json);

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> content, string contentType)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content.Span).AsSpan(0, 16))}\"");
        context.Response.Headers.ETag = tag.ToString();

        // A copy may be kept, and is asked for again each time: what serves can change at any moment.
        context.Response.Headers.CacheControl = "no-cache";
        if (IsKnown(context.Request, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false));
}
