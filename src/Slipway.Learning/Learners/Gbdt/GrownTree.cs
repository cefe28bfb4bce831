using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>A tree, and the scores of its leaves before they are scaled to the output.</summary>
internal sealed record GrownTree(Tree Tree, double[] LeafValues);
