using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Slipway.Registry;

/// <summary>Builds HTML in which everything but the markup is escaped.</summary>
internal sealed class HtmlText
{
    private const int MaxNameLength = 32;

    private static readonly HtmlEncoder Escaping = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _text = new();

    /// <summary>A name cut to a length that keeps a page small.</summary>
    public static string Clip(string name) => name.Length <= MaxNameLength ? name : name[..(MaxNameLength - 1)] + "…";

    public static string Number(double value) =>
        value.ToString("0.####;-0.####;0", CultureInfo.InvariantCulture) is "0" or "-0" && value != 0
        ? value.ToString("0.##E+0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    public HtmlText Raw(string markup)
    {
        _text.Append(markup);
        SizeInBytes += Encoding.UTF8.GetByteCount(markup);
        return this;
    }

    public HtmlText Text(string text) => Raw(Escaping.Encode(text));

    public HtmlText Element(string name, string text) => Raw($"<{name}>").Text(text).Raw($"</{name}>\n");

    public HtmlText TableStart(string caption, params IReadOnlyList<string> columns)
    {
        Raw("<table>\n").Element("caption", caption).Raw("<tr>");
        foreach (string column in columns)
        {
            _ = column.Length == 0 ? Raw("<td></td>") : Raw("<th scope=\"col\">").Text(Clip(column)).Raw("</th>");
        }

        return Raw("</tr>\n");
    }

    public HtmlText HeaderCell(string text) => Raw("<th scope=\"row\">").Text(Clip(text)).Raw("</th>");

    public HtmlText Cell(string text) => Raw("<td>").Text(text).Raw("</td>");

    public HtmlText NumberCell(double value) => Raw("<td class=\"n\">").Text(Number(value)).Raw("</td>");

    /// <summary>The size so far, in bytes of UTF-8.</summary>
    public int SizeInBytes { get; private set; }

    public override string ToString() => _text.ToString();
}
