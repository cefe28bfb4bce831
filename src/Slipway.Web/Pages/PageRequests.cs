using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Pages;

/// <summary>Who asks: a person with a browser, or a program.</summary>
internal static class PageRequests
{
    /// <summary>Whether the caller asks for HTML by name, as browsers do; programs ask for anything, or say nothing.</summary>
    public static bool WantsHtml(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
