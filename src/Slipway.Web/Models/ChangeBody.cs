using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Slipway.Serving;
using Slipway.Web.Responses;

namespace Slipway.Web.Models;

/// <summary>The body of a promotion or a roll-back.</summary>
internal sealed record ChangeBody(int? Version, string? Alias, string? Reason)
{
    public static JsonTypeInfo<ChangeBody> Json { get; } = WebJson.TypeOf<ChangeBody>(new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = JsonRowReader.MaxDepth,
        TypeInfoResolver = WebJsonContext.Default,
    });
}
