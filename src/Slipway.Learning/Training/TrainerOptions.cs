namespace Slipway.Learning.Training;

/// <summary>How a trainer runs; none of it but the seed may change the model.</summary>
/// <param name="Seed">The source of all randomness. The same seed, data and parameters give the same model, byte for byte.</param>
/// <param name="Threads">How many threads it may use, at least 1. The model is the same for any number.</param>
public sealed record TrainerOptions(int Seed, int Threads);
