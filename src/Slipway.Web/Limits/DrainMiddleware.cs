using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Limits;

/// <summary>Asks clients of a server that is about to end to send their next request on another connection.</summary>
internal sealed class DrainMiddleware(RequestDelegate next, Drain drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (drain.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }
}
