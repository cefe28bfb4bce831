using Slipway.Learning.Binning;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The question of a node for a set of words.</summary>
/// <param name="Node">The node.</param>
/// <param name="Feature">The feature.</param>
/// <param name="LeftBins">The bins of the words that go left.</param>
internal readonly record struct SetQuestion(int Node, int Feature, BinSet LeftBins);
