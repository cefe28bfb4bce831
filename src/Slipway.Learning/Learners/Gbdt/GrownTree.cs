using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>A tree as it was grown.</summary>
/// <param name="Tree">The tree; at nodes that ask for a set of words, the threshold means nothing.</param>
/// <param name="LeafValues">The scores of its leaves before they are scaled to the output.</param>
/// <param name="Sets">The nodes that ask for a set of words.</param>
internal sealed record GrownTree(Tree Tree, double[] LeafValues, IReadOnlyList<SetQuestion> Sets);
