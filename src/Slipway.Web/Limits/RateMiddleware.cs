using System.Globalization;
using Microsoft.AspNetCore.Http;
using Slipway.Access;
using Slipway.Web.Access;
using Slipway.Web.Problems;

namespace Slipway.Web.Limits;

/// <summary>Refuses clients that ask more often than they may. What orchestrators ask is not counted.</summary>
internal sealed class RateMiddleware(RequestDelegate next, ClientRates rates)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!rates.IsOn || context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>()?.IsProbe == true)
        {
            return next(context);
        }

        return rates.Enter(Of(context)) is { } wait ? RefuseAsync(context, wait) : next(context);
    }

    private static ClientId Of(HttpContext context)
    {
        // Who has no key that works is counted by address, so that guessing is counted too.
        var caller = context.GetCaller();
        return caller.Roles.Count > 0 && caller != Caller.Local && caller != Caller.Anonymous
            ? new ClientId(caller.Actor, 0)
            : ClientId.Of(context.Connection.RemoteIpAddress);
    }

    private static Task RefuseAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ProblemResponse.WriteAsync(
            context, "request.tooMany", "You send more requests than you may. Wait as long as the Retry-After header says.");
    }
}
