namespace Slipway.Training;

/// <summary>The champion that a new model was compared with.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Metrics">Its metrics, by name.</param>
/// <param name="OnSameRows">
/// Whether the metrics are of the held-out rows of the new model; otherwise of its own, as it has other columns or classes.
/// </param>
public sealed record ChampionComparison(int Version, IReadOnlyDictionary<string, double> Metrics, bool OnSameRows);
