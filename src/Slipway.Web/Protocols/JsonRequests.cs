using Microsoft.AspNetCore.Http;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols;

/// <summary>Which requests count as JSON in the protocols whose stock clients do not say it.</summary>
internal static class JsonRequests
{
    public const string Rule = "Send the request as application/json, in UTF-8.";

    /// <summary>
    /// JSON by its content type, or without one. A page in a browser that sends none is no stock client: it could fill the log of
    /// predictions of a server that only its user reaches.
    /// </summary>
    public static bool IsJson(HttpRequest request) => request.ContentType is null
        ? request.Headers.Origin.Count == 0
        : ContentKinds.OfBody(request) == ContentKind.Json;
}
