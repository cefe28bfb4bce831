using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Access;
using Slipway.Web.Pages;
using Slipway.Web.Problems;

namespace Slipway.Web.Access;

/// <summary>Lets callers do what their roles allow and nothing else.</summary>
internal sealed class AccessMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // What has no route is answered by nobody: unknown paths, wrong methods.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return next(context);
        }

        var caller = context.GetCaller();
        var access = endpoint.Metadata.GetMetadata<RouteAccess>();
        bool isAllowed = caller == Caller.Local || caller == Caller.Anonymous
            || (access is not null && (access.IsOpen || caller.HasAny(access.Roles)));
        return isAllowed ? next(context) : RefuseAsync(context, caller, access);
    }

    private static Task RefuseAsync(HttpContext context, Caller caller, RouteAccess? access)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        bool isKnown = caller != Caller.Unknown && caller != Caller.Refused;
        if (access?.IsPage == true && PageRequests.WantsHtml(context.Request))
        {
            return SignInPage.WriteAsync(context, isKnown ? SignInReason.Forbidden : caller == Caller.Refused ? SignInReason.Refused : SignInReason.None);
        }

        if (isKnown)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"slipway\", error=\"insufficient_scope\"";
            return ProblemResponse.WriteAsync(context, "access.forbidden", Needed(access));
        }

        response.Headers.WWWAuthenticate =
            caller == Caller.Refused ? "Bearer realm=\"slipway\", error=\"invalid_token\"" : "Bearer realm=\"slipway\"";
        return caller == Caller.Refused
            ? ProblemResponse.WriteAsync(context, "access.keyInvalid", "The key does not work: it is mistyped, rotated or revoked. Ask for another.")
            : ProblemResponse.WriteAsync(
                context, "access.keyMissing", "This needs a key. Send it as 'Authorization: Bearer <key>' or 'X-Api-Key: <key>'.");
    }

    private static string Needed(RouteAccess? access) => access is null
        ? "Nobody may do this."
        : $"The key may not do this. It takes one with the role {string.Join(" or ", access.Roles.Select(r => r.ToString().ToLowerInvariant()))}.";
}
