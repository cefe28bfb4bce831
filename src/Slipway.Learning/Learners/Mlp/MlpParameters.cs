using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Mlp;

/// <summary>What shapes a dense network and its training.</summary>
internal sealed record MlpParameters(int Layers, int Units, double LearningRate, float Dropout, float WeightDecay, int Epochs)
{
    public static readonly Hyperparameter LayersRange = new("layers", 1, 1, 3, IsInteger: true);
    public static readonly Hyperparameter UnitsRange = new("units", 64, 16, 256, IsInteger: true, IsLogarithmic: true);
    public static readonly Hyperparameter LearningRateRange = new("learningRate", 0.003, 5e-4, 0.02, IsLogarithmic: true);
    public static readonly Hyperparameter DropoutRange = new("dropout", 0.1, 0, 0.5);
    public static readonly Hyperparameter WeightDecayRange = new("weightDecay", 0.01, 1e-4, 3, IsLogarithmic: true);

    /// <summary>The most times that the training passes over the rows; it ends earlier where that no longer helps.</summary>
    public static readonly Hyperparameter EpochsRange =
        new("epochs", 60, 20, 120, IsInteger: true, IsLogarithmic: true, HyperparameterRole.Budget);

    // More would take hours and gigabytes, and is no small network.
    private const int MaxLayers = 3, MaxUnits = 1024;
    private const double MaxDropout = 0.9;

    public static IReadOnlyList<Hyperparameter> All { get; } =
        [LayersRange, UnitsRange, LearningRateRange, DropoutRange, WeightDecayRange, EpochsRange];

    /// <summary>Reads the values of a trial.</summary>
    public static MlpParameters From(ParameterSet values) => new(
        Math.Clamp(values.GetInteger(LayersRange), 1, MaxLayers),
        Math.Clamp(values.GetInteger(UnitsRange), 1, MaxUnits),
        values.Get(LearningRateRange),
        (float)Math.Clamp(values.Get(DropoutRange), 0, MaxDropout),
        (float)Math.Max(0, values.Get(WeightDecayRange)),
        Math.Max(1, values.GetInteger(EpochsRange)));
}
