namespace Slipway.Telemetry;

/// <summary>Something that is measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit, by UCUM.</param>
/// <param name="Description">What it says.</param>
/// <param name="Tags">The names of its tags.</param>
public sealed record Instrument(string Name, string Unit, string Description, IReadOnlyList<string> Tags)
{
    /// <summary>
    /// Its name in the Prometheus text format without the suffix of a counter, where dashboards of model servers know it by one of their
    /// own; otherwise <see langword="null"/>, and it follows from <see cref="Name"/> and <see cref="Unit"/>.
    /// </summary>
    public string? PrometheusName { get; init; }
}
