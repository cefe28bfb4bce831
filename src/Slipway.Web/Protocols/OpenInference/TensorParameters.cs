using System.Text.Json.Serialization;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary>How the values of a tensor are meant.</summary>
/// <param name="ContentType"><c>str</c> or <c>datetime</c>.</param>
internal sealed record TensorParameters([property: JsonPropertyName("content_type")] string ContentType);
