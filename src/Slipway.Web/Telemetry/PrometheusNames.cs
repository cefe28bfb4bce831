namespace Slipway.Web.Telemetry;

/// <summary>Names of instruments in the Prometheus text format: base units as a suffix, <c>_total</c> on counters.</summary>
internal static class PrometheusNames
{
    /// <summary>The name of a metric.</summary>
    /// <param name="name">The name of the instrument, or a known name in its place.</param>
    /// <param name="unit">Its unit by UCUM; null where the name says it.</param>
    /// <param name="kind">Its kind.</param>
    public static string Of(string name, string? unit, MetricKind kind)
    {
        string text = string.Create(name.Length, name, static (span, from) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
            }
        });

        string suffix = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        text = text.EndsWith(suffix, StringComparison.Ordinal) ? text : text + suffix;

        // The format keeps that suffix for histograms.
        const string Count = "_count";
        text = text.EndsWith(Count, StringComparison.Ordinal) ? text[..^Count.Length] + "_number" : text;
        return kind == MetricKind.Counter && !text.EndsWith("_total", StringComparison.Ordinal) ? text + "_total" : text;
    }
}
