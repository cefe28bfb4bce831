namespace Slipway.Web.Pages;

/// <summary>The content security policies of pages.</summary>
internal static class PagePolicy
{
    /// <summary>For pages that are one file: their own styles and inline images, nothing else.</summary>
    public const string NoScripts =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>For pages that hold a form for this server.</summary>
    public const string FormsOnly =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
