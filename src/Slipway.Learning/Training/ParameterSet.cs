namespace Slipway.Learning.Training;

/// <summary>Values for hyperparameters, by name. Immutable.</summary>
public sealed class ParameterSet(IReadOnlyDictionary<string, double> values)
{
    /// <summary>No values: every hyperparameter takes its default.</summary>
    public static ParameterSet Defaults { get; } = new(new Dictionary<string, double>());

    /// <summary>The values, by name.</summary>
    public IReadOnlyDictionary<string, double> Values { get; } = values;

    /// <summary>The value of a hyperparameter, or its default.</summary>
    public double Get(Hyperparameter parameter) => Values.TryGetValue(parameter.Name, out double value) ? value : parameter.Default;

    /// <summary>The value of a whole-number hyperparameter, or its default.</summary>
    public int GetInteger(Hyperparameter parameter) => (int)Math.Round(Get(parameter));
}
