using System.Globalization;
using System.Text;
using Slipway.Learning.Drift;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>
/// Draws both distributions of a column over each other: the reference as filled bars, the current data as outlined ones, so that they are
/// told apart without colour.
/// </summary>
internal static class HistogramChart
{
    private const int Width = 240;
    private const int Height = 64;
    private const int TextHeight = 14;

    /// <summary>Writes the chart.</summary>
    /// <param name="page">The page.</param>
    /// <param name="column">A column with a histogram.</param>
    /// <param name="id">Tells the texts of this chart from others on the page.</param>
    public static void Write(HtmlText page, ColumnDrift column, string id)
    {
        var histogram = column.Histogram!;
        double largest = Math.Max(histogram.ReferenceShares.Max(), histogram.CurrentShares.Max());
        double slot = (double)Width / histogram.ReferenceShares.Count;
        page.Raw($"<svg role=\"img\" aria-labelledby=\"{id}t {id}d\" viewBox=\"0 0 {Width} {Height + TextHeight}\"><title id=\"{id}t\">Distribution of ")
            .Name(column.Name).Raw($"</title><desc id=\"{id}d\">").Name(Describe(column)).Raw("</desc>");
        page.Raw("<path class=\"r\" d=\"").Raw(Bars(histogram.ReferenceShares, largest, slot, slot * 0.06)).Raw("\"/>");
        page.Raw("<path class=\"c\" d=\"").Raw(Bars(histogram.CurrentShares, largest, slot, slot * 0.16)).Raw("\"/>");
        if (histogram.Edges.Count > 1)
        {
            page.Raw($"<text x=\"0\" y=\"{Height + TextHeight - 3}\">").Text(ReportText.Number(histogram.Edges[0]))
                .Raw($"</text><text x=\"{Width}\" y=\"{Height + TextHeight - 3}\" text-anchor=\"end\">")
                .Text(ReportText.Number(histogram.Edges[^1])).Raw("</text>");
        }
        else
        {
            page.Raw($"<text x=\"0\" y=\"{Height + TextHeight - 3}\">").Name(string.Join(" · ", histogram.Labels.Take(6).Select(Label)))
                .Raw("</text>");
        }

        page.Raw("</svg>");
    }

    /// <summary>The name of a word's bar.</summary>
    public static string Label(string? word) => word is null ? "(others)" : word.Length == 0 ? "(empty)" : word;

    private static string Describe(ColumnDrift column) => column switch
    {
        { Reference.Mean: { } before, Current.Mean: { } now } => $"Mean {ReportText.Number(before)}, now {ReportText.Number(now)}",
        { Reference.MostFrequent: { } before, Current.MostFrequent: { } now } => before == now ? $"Most often {before}"
            : $"Most often {now}, was {before}",
        _ => "Reference filled, current outlined",
    };

    private static string Bars(IReadOnlyList<double> shares, double largest, double slot, double gap)
    {
        var path = new StringBuilder();
        for (int i = 0; i < shares.Count; i++)
        {
            double height = largest > 0 ? shares[i] / largest * (Height - 2) : 0;
            if (height > 0)
            {
                double width = slot - (2 * gap);
                path.Append(CultureInfo.InvariantCulture, $"M{(i * slot) + gap:0.#} {Height}v-{height:0.#}h{width:0.#}v{height:0.#}z");
            }
        }

        return path.ToString();
    }
}
