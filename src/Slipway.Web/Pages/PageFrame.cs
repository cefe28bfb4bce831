using System.Text.Encodings.Web;

namespace Slipway.Web.Pages;

/// <summary>What the server's own pages share: their head and their style. One file each, without scripts.</summary>
internal static class PageFrame
{
    /// <summary>Ends what <see cref="Head"/> began.</summary>
    public const string Foot = "</main></body></html>\n";

    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1a2330 }
        table { border-collapse: collapse; width: 100% } caption { text-align: left; padding: .3rem 0 }
        th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d5dbe3; vertical-align: top; overflow-wrap: anywhere }
        pre { background: #f2f5f8; padding: .8rem; overflow-x: auto; border-radius: 4px } a { color: #0b5cad }
        @media (prefers-color-scheme: dark) {
          body { color: #e4e9ef; background: #12181f } pre { background: #1d2630 } th, td { border-color: #33404e } a { color: #7ab8f5 }
        }
        """;

    /// <summary>Begins a page, up to and with the start of its main part.</summary>
    public static string Head(string title) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{HtmlEncoder.Default.Encode(title)}</title>"
        + $"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>{Style}</style></head><body><main>";
}
