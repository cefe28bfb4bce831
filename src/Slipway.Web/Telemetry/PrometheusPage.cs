using System.Globalization;
using System.Text;

namespace Slipway.Web.Telemetry;

/// <summary>Writes metrics in the Prometheus text format, version 0.0.4.</summary>
internal static class PrometheusPage
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<Metric> metrics)
    {
        var page = new StringBuilder();
        foreach (var metric in metrics)
        {
            var series = metric.Series.Select(s => (Labels: LabelsOf(s.Key), s.Value)).OrderBy(s => s.Labels, StringComparer.Ordinal).ToList();
            if (series.Count == 0)
            {
                continue;
            }

            string type = metric.Kind switch
            {
                MetricKind.Counter => "counter",
                MetricKind.Histogram => "histogram",
                _ => "gauge",
            };
            page.Append("# HELP ").Append(metric.Name).Append(' ').Append(EscapeHelp(metric.Help ?? metric.Name)).Append('\n');
            page.Append("# TYPE ").Append(metric.Name).Append(' ').Append(type).Append('\n');
            foreach (var (labels, value) in series)
            {
                if (metric.Kind == MetricKind.Histogram)
                {
                    WriteHistogram(page, metric.Name, labels, value);
                }
                else
                {
                    WriteSample(page, metric.Name, labels, value.Value);
                }
            }
        }

        return page.ToString();
    }

    private static void WriteHistogram(StringBuilder page, string name, string labels, Series series)
    {
        long[] counts = series.CountBuckets();
        long total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            string bound = i < Series.Bounds.Length ? Text(Series.Bounds[i]) : "+Inf";
            string separator = labels.Length == 0 ? "" : ",";
            WriteSample(page, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", total);
        }

        WriteSample(page, name + "_sum", labels, series.Value);
        WriteSample(page, name + "_count", labels, total);
    }

    private static void WriteSample(StringBuilder page, string name, string labels, double value)
    {
        page.Append(name);
        if (labels.Length > 0)
        {
            page.Append('{').Append(labels).Append('}');
        }

        page.Append(' ').Append(Text(value)).Append('\n');
    }

    private static string LabelsOf(SeriesKey key)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in key.Tags)
        {
            text.Append(text.Length == 0 ? "" : ",");
            text.Append(PrometheusNames.Of(name, null, MetricKind.Gauge)).Append("=\"");
            text.Append(EscapeLabel(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        return text.ToString();
    }

    private static string Text(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string EscapeHelp(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
