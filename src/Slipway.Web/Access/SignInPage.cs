using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Slipway.Web.Pages;

namespace Slipway.Web.Access;

/// <summary>What browsers see in place of a page that needs a key: a form for it. No scripts.</summary>
internal static class SignInPage
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:4rem auto;max-width:26rem;padding:0 1rem}
        label{display:block;margin-bottom:.3rem}input,button{font:inherit;padding:.4rem .6rem}input{width:100%;box-sizing:border-box;margin-bottom:.8rem}
        """;

    public static async Task WriteAsync(HttpContext context, SignInReason reason)
    {
        byte[] html = Encoding.UTF8.GetBytes(Render(reason, context.Request.Path + context.Request.QueryString));
        context.Response.StatusCode = reason == SignInReason.Forbidden ? 403 : 401;
        if (reason != SignInReason.Forbidden)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"slipway\"";
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = PagePolicy.FormsOnly;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = html.Length;
        await context.Response.Body.WriteAsync(html, context.RequestAborted);
    }

    private static string Render(SignInReason reason, string returnPath) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Sign in to Slipway</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><style>{Style}</style></head>
        <body><main><h1>Slipway</h1><p>{Explain(reason)}</p>
        <form method="post" action="{SignInEndpoints.SignInPath}">
        <input type="hidden" name="{SignInEndpoints.ReturnField}" value="{HtmlEncoder.Default.Encode(returnPath)}">
        <label for="key">Key</label><input id="key" name="{SignInEndpoints.KeyField}" type="password" autocomplete="current-password" required>
        <button type="submit">Sign in</button></form></main></body></html>

        """;

    private static string Explain(SignInReason reason) => reason switch
    {
        SignInReason.Refused => "This key does not work: it is mistyped, rotated or revoked.",
        SignInReason.Forbidden => "The key that you signed in with may not see this page. It takes one with the role read or operate.",
        _ => "This page needs a key with the role read or operate. An operator makes one with <code>slipway keys create</code>.",
    };
}
