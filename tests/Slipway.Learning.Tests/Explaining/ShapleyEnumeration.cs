using Slipway.Learning.Models;

namespace Slipway.Learning.Tests.Explaining;

/// <summary>
/// Shapley values by their definition: over all subsets of the features, with what a tree gives on average over its training rows when
/// only those features are known.
/// </summary>
internal static class ShapleyEnumeration
{
    /// <summary>The contribution of each feature to an output, and the base value as the last.</summary>
    public static double[] Explain(TreeEnsemble ensemble, float[] row, int output)
    {
        var values = new double[1 << row.Length];
        for (int known = 0; known < values.Length; known++)
        {
            values[known] = ensemble.BaseScores[output] + ensemble.Trees.Sum(tree => Expect(tree, ensemble, row, output, known, 0));
        }

        var contributions = new double[row.Length + 1];
        contributions[^1] = values[0];
        for (int feature = 0; feature < row.Length; feature++)
        {
            for (int known = 0; known < values.Length; known++)
            {
                if ((known & (1 << feature)) == 0)
                {
                    int size = int.PopCount(known);
                    double weight = Factorial(size) * Factorial(row.Length - size - 1) / Factorial(row.Length);
                    contributions[feature] += weight * (values[known | (1 << feature)] - values[known]);
                }
            }
        }

        return contributions;
    }

    private static double Expect(Tree tree, TreeEnsemble ensemble, float[] row, int output, int known, int node)
    {
        int feature = tree.Features[node];
        if (feature < 0)
        {
            int leaf = tree.Left[node];
            return tree.Output < 0 ? tree.LeafScores[(leaf * ensemble.BaseScores.Length) + output]
                : tree.Output == output ? tree.LeafScores[leaf] : 0;
        }

        double left = Expect(tree, ensemble, row, output, known, tree.Left[node]);
        double right = Expect(tree, ensemble, row, output, known, tree.Right[node]);
        if ((known & (1 << feature)) != 0)
        {
            bool goesLeft = float.IsNaN(row[feature]) ? tree.MissingGoesLeft[node] : row[feature] <= tree.Thresholds[node];
            return goesLeft ? left : right;
        }

        return ((left * tree.Covers[tree.Left[node]]) + (right * tree.Covers[tree.Right[node]])) / tree.Covers[node];
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
}
