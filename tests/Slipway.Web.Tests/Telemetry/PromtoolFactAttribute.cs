namespace Slipway.Web.Tests.Telemetry;

/// <summary>A test that needs promtool, from Debian's package <c>prometheus</c>.</summary>
internal sealed class PromtoolFactAttribute : FactAttribute
{
    public const string Path = "/usr/bin/promtool";

    public PromtoolFactAttribute() => Skip = File.Exists(Path) ? null : $"{Path} is missing: install the package prometheus.";
}
