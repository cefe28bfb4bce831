using Microsoft.AspNetCore.Http;
using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>Reads the key that a rollout goes by.</summary>
internal static class RoutingKeys
{
    /// <summary>The header that holds it.</summary>
    public const string Header = "X-Slipway-Key";

    public static RoutingKey Of(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var values) && values.Count > 0 ? new(values[0]) : default;
}
