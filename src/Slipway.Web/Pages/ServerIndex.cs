using System.Text.Json.Serialization;

namespace Slipway.Web.Pages;

/// <summary>What a program finds at <c>/</c>.</summary>
internal sealed record ServerIndex(string Status, IEnumerable<string> Models, [property: JsonPropertyName("openapi")] string OpenApi, string Docs);
