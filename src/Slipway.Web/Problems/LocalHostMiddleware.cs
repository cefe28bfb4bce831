using System.Net;
using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Problems;

/// <summary>
/// Answers only requests for this machine by name: a page of another site can make a browser resolve its own name to 127.0.0.1, and then
/// reads what a local API answers.
/// </summary>
internal sealed class LocalHostMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => IsLocal(context.Request.Host.Host)
        ? next(context)
        : ProblemResponse.WriteAsync(context, "request.host", "This server answers to localhost only. Call it by that name.");

    private static bool IsLocal(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
