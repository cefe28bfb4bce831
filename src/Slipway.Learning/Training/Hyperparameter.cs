namespace Slipway.Learning.Training;

/// <summary>A number that shapes a model.</summary>
/// <param name="Name">The field's name for it, in lower camel case, such as <c>learningRate</c>.</param>
/// <param name="Default">The value that works well untuned.</param>
/// <param name="Min">The smallest value searched, inclusive.</param>
/// <param name="Max">The largest value searched, inclusive.</param>
/// <param name="IsInteger">Whether only whole numbers make sense.</param>
/// <param name="IsLogarithmic">Whether the search is uniform in the logarithm; then <paramref name="Min"/> is above 0.</param>
/// <param name="Role">What a search does with it.</param>
public sealed record Hyperparameter(
    string Name,
    double Default,
    double Min,
    double Max,
    bool IsInteger = false,
    bool IsLogarithmic = false,
    HyperparameterRole Role = HyperparameterRole.Varied);
