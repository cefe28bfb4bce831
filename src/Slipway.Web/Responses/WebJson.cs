using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Slipway.Storage;

namespace Slipway.Web.Responses;

/// <summary>How answers that are not on the hot path are written. Their types are those of <see cref="WebJsonContext"/> and of the store.</summary>
internal static class WebJson
{
    /// <summary>As documents of the store are written, for people.</summary>
    public static JsonSerializerOptions Readable { get; } = new(StoreJson.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(WebJsonContext.Default, StoreJson.Options.TypeInfoResolver),
    };

    /// <summary>On one line, for programs.</summary>
    public static JsonSerializerOptions Compact { get; } = new(JsonSerializerDefaults.Web) { TypeInfoResolver = WebJsonContext.Default };

    /// <summary>How a type is written.</summary>
    public static JsonTypeInfo<T> TypeOf<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    /// <summary>Writes an answer.</summary>
    public static Task WriteAsync<T>(HttpContext context, T answer, JsonSerializerOptions options, string? contentType = null) =>
        context.Response.WriteAsJsonAsync(answer, TypeOf<T>(options), contentType, context.RequestAborted);
}
