using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Access;

namespace Slipway.Web.Access;

/// <summary>Finds out who makes a request.</summary>
internal sealed class CallerMiddleware(
    RequestDelegate next, AccessKeyRing keys, SlipwayWebOptions options, IEnumerable<IPlatformIdentity> platforms)
{
    public const string KeyHeader = "X-Api-Key";
    public const string Cookie = "slipway-key";
    private const string Bearer = "Bearer ";

    private readonly IPlatformIdentity? _platform = platforms.LastOrDefault();

    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(Find(context));
        return next(context);
    }

    /// <summary>Who a request is from, by the key in it; <see cref="Caller.Refused"/> when that does not work.</summary>
    private Caller Find(HttpContext context)
    {
        bool isRequired = keys.IsRequired || options.RequireKeys;
        if (_platform?.Find(context) is { } verified)
        {
            return verified;
        }

        if (!isRequired)
        {
            return context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) ? Caller.Local : Caller.Anonymous;
        }

        return FindText(context.Request) is { IsEmpty: false } text ? keys.Find(text) ?? Caller.Refused : Caller.Unknown;
    }

    private static ReadOnlySpan<char> FindText(HttpRequest request)
    {
        var header = request.Headers[KeyHeader];
        if (header.Count > 0)
        {
            return header.Count == 1 ? header[0].AsSpan().Trim() : "several";
        }

        var authorization = request.Headers.Authorization;
        if (authorization.Count > 0)
        {
            var value = authorization[0].AsSpan();
            return authorization.Count == 1 && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? value[Bearer.Length..].Trim()
                : "another scheme";
        }

        // Browsers send cookies by themselves, so a cookie is no leave to change anything.
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? request.Cookies[Cookie] : default(ReadOnlySpan<char>);
    }
}
