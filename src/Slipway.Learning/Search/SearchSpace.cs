using System.Globalization;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>
/// The hyperparameters of one trainer. Those that are varied have a coordinate each, from 0 to 1, along which the search is uniform.
/// </summary>
internal sealed class SearchSpace(IReadOnlyList<Hyperparameter> hyperparameters)
{
    /// <summary>
    /// Proposals keep this many digits: enough for any use, fit to be read and retyped, and too few for the last bits in which the
    /// logarithms of two platforms differ.
    /// </summary>
    private const string Digits = "G4";

    /// <summary>The part of the budget of a first look.</summary>
    private const double FirstShare = 1.0 / 3;

    private readonly Hyperparameter[] _varied = [.. hyperparameters.Where(parameter => parameter.Role != HyperparameterRole.Rounds)];
    private readonly string? _budget = NameOf(hyperparameters, HyperparameterRole.Budget);

    public int Dimensions => _varied.Length;

    /// <summary>The name of the hyperparameter that counts rounds, which are found and not varied; null where there is none.</summary>
    public string? Rounds { get; } = NameOf(hyperparameters, HyperparameterRole.Rounds);

    /// <summary>Whether a trial shows how promising it is before it has run whole.</summary>
    public bool CanBeLookedAt => (Rounds ?? _budget) is not null;

    /// <summary>The values of the defaults, by name.</summary>
    public IReadOnlyDictionary<string, double> DefaultValues =>
        hyperparameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default, StringComparer.Ordinal);

    /// <summary>The defaults with other values for some; those that no hyperparameter has are left out, and bounds hold.</summary>
    public IReadOnlyDictionary<string, double> Override(IReadOnlyDictionary<string, double> values) => hyperparameters.ToDictionary(
        parameter => parameter.Name,
        parameter => values.TryGetValue(parameter.Name, out double value)
            ? Math.Clamp(value, parameter.Min, parameter.Max)
            : parameter.Default,
        StringComparer.Ordinal);

    /// <summary>The values with a part of the budget, where there is one.</summary>
    public IReadOnlyDictionary<string, double> Reduce(IReadOnlyDictionary<string, double> values) => values.ToDictionary(
        pair => pair.Key, pair => pair.Key == _budget ? Math.Max(1, Math.Round(pair.Value * FirstShare)) : pair.Value, StringComparer.Ordinal);

    /// <summary>The values at a point, by name.</summary>
    /// <param name="point">A coordinate for each hyperparameter that is varied; the others have their defaults.</param>
    public Dictionary<string, double> Values(double[] point)
    {
        var values = new Dictionary<string, double>(DefaultValues, StringComparer.Ordinal);
        for (int i = 0; i < point.Length; i++)
        {
            values[_varied[i].Name] = Value(_varied[i], point[i]);
        }

        return values;
    }

    /// <summary>The coordinates of values.</summary>
    public double[] Point(IReadOnlyDictionary<string, double> values) =>
        [.. _varied.Select(parameter => Coordinate(parameter, values[parameter.Name]))];

    private static string? NameOf(IReadOnlyList<Hyperparameter> hyperparameters, HyperparameterRole role) =>
        hyperparameters.FirstOrDefault(parameter => parameter.Role == role)?.Name;

    private static double Coordinate(Hyperparameter parameter, double value)
    {
        if (parameter.Max <= parameter.Min)
        {
            return 0;
        }

        double coordinate = parameter.IsLogarithmic
            ? Math.Log(value / parameter.Min) / Math.Log(parameter.Max / parameter.Min)
            : (value - parameter.Min) / (parameter.Max - parameter.Min);

        // A default may lie outside of what is searched.
        return double.IsNaN(coordinate) ? 0 : Math.Clamp(coordinate, 0, 1);
    }

    private static double Value(Hyperparameter parameter, double coordinate)
    {
        double value = parameter.IsLogarithmic
            ? parameter.Min * Math.Pow(parameter.Max / parameter.Min, coordinate)
            : parameter.Min + ((parameter.Max - parameter.Min) * coordinate);
        value = parameter.IsInteger
            ? Math.Round(value)
            : double.Parse(value.ToString(Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(value, parameter.Min, parameter.Max);
    }
}
