using Microsoft.AspNetCore.Http;
using Slipway.Access;

namespace Slipway.Web.Access;

/// <summary>Who makes a request, for its endpoint.</summary>
internal static class CallerContext
{
    /// <summary>The caller; nobody in particular where nothing found out.</summary>
    public static Caller GetCaller(this HttpContext context) => context.Features.Get<Caller>() ?? Caller.Unknown;
}
