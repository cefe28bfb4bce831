using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Predicting;

/// <summary>The W3C trace that a request is part of.</summary>
internal static class TraceIds
{
    // 00-<32 hex digits>-<16 hex digits>-<2 hex digits>
    private const int HeaderLength = 55;

    /// <summary>The trace id, 32 lower-case hex digits; null when there is none.</summary>
    public static string? Find(HttpRequest request)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            return activity.TraceId.ToHexString();
        }

        // Without a listener the host starts no activity, and what the caller sent is all there is.
        string header = request.Headers.TraceParent.ToString();
        return header.Length >= HeaderLength && ActivityContext.TryParse(header, null, out var parent)
            ? parent.TraceId.ToHexString()
            : null;
    }
}
