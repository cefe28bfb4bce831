using System.Globalization;

namespace Slipway.Registry;

/// <summary>
/// Draws feature importance as bars in SVG. Each bar has its name and its share as text, so the chart can be read without seeing it.
/// </summary>
internal static class ImportanceChart
{
    private const int Width = 720;
    private const int RowHeight = 24;
    private const int BarLeft = 300;
    private const int BarMaxWidth = 340;

    public static void Write(HtmlText page, IReadOnlyList<KeyValuePair<string, double>> bars)
    {
        double largest = bars.Max(b => b.Value);
        string shares = string.Join(", ", bars.Select(b => $"{HtmlText.Clip(b.Key)} {Share(b.Value)}"));
        page.Raw(Invariant($"<svg role=\"img\" aria-labelledby=\"importance\" viewBox=\"0 0 {Width} {bars.Count * RowHeight}\">\n"))
            .Raw("<title id=\"importance\">").Text("Share of each feature: " + shares).Raw("</title>\n");
        for (int row = 0; row < bars.Count; row++)
        {
            double width = largest > 0 ? Math.Max(0, bars[row].Value) / largest * BarMaxWidth : 0;
            int top = row * RowHeight;
            page.Raw(Invariant($"<text x=\"{BarLeft - 8}\" y=\"{top + 17}\" text-anchor=\"end\">"))
                .Text(HtmlText.Clip(bars[row].Key))
                .Raw(Invariant($"</text><rect x=\"{BarLeft}\" y=\"{top + 4}\" width=\"{width:0.#}\" height=\"{RowHeight - 8}\"/>"))
                .Raw(Invariant($"<text x=\"{BarLeft + width + 6:0.#}\" y=\"{top + 17}\">"))
                .Text(Share(bars[row].Value)).Raw("</text>\n");
        }

        page.Raw("</svg>\n");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Share(double value) => (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
