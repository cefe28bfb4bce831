using Slipway.Learning.Results;

namespace Slipway.Datasets;

/// <summary>What is wrong with a file that was not taken in; stored beside it.</summary>
internal sealed record FileProblems(IReadOnlyList<Problem> Problems);
