using System.Globalization;
using System.Text;
using Slipway.Registry;

namespace Slipway.Monitoring.Reports;

/// <summary>Puts names, numbers and texts into a page, so that it stays well-formed XML whatever they hold.</summary>
internal static class ReportText
{
    private const int MaxLength = 48;

    /// <summary>Adds a text of any length and content, escaped; what XML cannot hold becomes the replacement character.</summary>
    public static HtmlText Clean(this HtmlText page, string text) => page.Text(Allowed(text));

    /// <summary>Adds a name, cut to a length that keeps the page small.</summary>
    public static HtmlText Name(this HtmlText page, string name) => page.Text(Allowed(Clip(name)));

    public static HtmlText Cell(this HtmlText page, string label, string text, bool isNumber = false) => page
        .Raw(isNumber ? "<td role=\"cell\" class=\"n\" data-l=\"" : "<td role=\"cell\" data-l=\"").Text(label).Raw("\">").Clean(text)
            .Raw("</td>");

    public static string Clip(string name) => name.Length <= MaxLength ? name : string.Concat(name.AsSpan(0, MaxLength - 1), "…");

    /// <summary>A number to four significant digits.</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        if (size == 0)
        {
            return "0";
        }

        if (size is >= 1e6 or < 1e-4)
        {
            return value.ToString("0.##E+0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 8);
        return Math.Round(value, decimals).ToString("0.########", CultureInfo.InvariantCulture);
    }

    public static string Number(double? value) => value is { } number ? Number(number) : "–";

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Allowed(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            bool isControl = rune.Value is < 0x20 and not ('\t' or '\n') or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF;
            allowed.Append(isControl ? "\uFFFD" : rune.ToString());
        }

        return allowed.ToString();
    }
}
