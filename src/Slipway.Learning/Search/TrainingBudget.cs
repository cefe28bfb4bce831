namespace Slipway.Learning.Search;

/// <summary>
/// The hyperparameter that says how long a trainer goes on, such as the rounds of boosting: with a part of it a trial costs a part, and
/// shows already how promising it is.
/// </summary>
internal static class TrainingBudget
{
    /// <summary>The part of the budget of a first look, and the share of trials that go on after it (successive halving by thirds).</summary>
    public const double FirstShare = 1.0 / 3, KeptShare = 1.0 / 3;

    private static readonly string[] Names = ["rounds", "trees", "epochs"];

    /// <summary>The values with a part of the budget; null where there is none to take a part of.</summary>
    public static IReadOnlyDictionary<string, double>? Reduce(IReadOnlyDictionary<string, double> values)
    {
        string? name = Array.Find(Names, values.ContainsKey);
        return name is null
            ? null
            : values.ToDictionary(
                pair => pair.Key,
                pair => pair.Key == name ? Math.Max(1, Math.Round(pair.Value * FirstShare)) : pair.Value,
                StringComparer.Ordinal);
    }
}
