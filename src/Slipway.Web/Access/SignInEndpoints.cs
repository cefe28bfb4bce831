using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Slipway.Access;
using Slipway.Web.Predicting;
using Slipway.Web.Problems;

namespace Slipway.Web.Access;

/// <summary>Puts the key of somebody at a browser into a cookie, for the pages, and takes it out again.</summary>
internal sealed class SignInEndpoints(AccessKeyRing keys)
{
    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";
    public const string KeyField = "key";
    public const string ReturnField = "return";
    private const int MaxFormBytes = 8 * 1024;

    /// <summary><c>POST /sign-in</c></summary>
    public async Task SignInAsync(HttpContext context)
    {
        if (!IsFromHere(context.Request))
        {
            await ProblemResponse.WriteAsync(context, "request.origin", "Sign in on the page of this server.");
            return;
        }

        using var body = await RequestBody.ReadAsync(context.Request, MaxFormBytes, context.RequestAborted);
        if (body.Refusal is { } refusal)
        {
            await ProblemResponse.WriteAsync(context, [refusal]);
            return;
        }

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Bytes));
        string key = form.TryGetValue(KeyField, out var given) ? given.ToString().Trim() : "";
        if (keys.Find(key) is null)
        {
            await SignInPage.WriteAsync(context, SignInReason.Refused);
            return;
        }

        context.Response.Cookies.Append(CallerMiddleware.Cookie, key, Options(context.Request));
        Redirect(context, form.TryGetValue(ReturnField, out var path) ? path.ToString() : "/");
    }

    /// <summary><c>POST /sign-out</c></summary>
    public Task SignOutAsync(HttpContext context)
    {
        if (!IsFromHere(context.Request))
        {
            return ProblemResponse.WriteAsync(context, "request.origin", "Sign out on a page of this server.");
        }

        context.Response.Cookies.Delete(CallerMiddleware.Cookie, Options(context.Request));
        Redirect(context, "/");
        return Task.CompletedTask;
    }

    private static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/",
    };

    /// <summary>Whether a form was not posted by a page of another site; what is not a browser sends no origin.</summary>
    private static bool IsFromHere(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Goes on to a path of this server only.</summary>
    private static void Redirect(HttpContext context, string path)
    {
        bool isLocal = path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
            && !path.StartsWith(SignInPath, StringComparison.Ordinal) && path.All(c => c is > ' ' and < (char)127);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = isLocal ? path : "/";
    }
}
