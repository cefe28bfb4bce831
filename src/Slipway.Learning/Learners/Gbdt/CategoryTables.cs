using Slipway.Learning.Binning;
using Slipway.Learning.Featurizing;
using Slipway.Learning.Models;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>
/// Turns questions for sets of words into questions for numbers, which every evaluator of trees knows: a set of a column becomes a feature
/// that is 1 for the words that go right and 0 for those that go left, looked up by the word.
/// </summary>
internal sealed class CategoryTables(BinnedMatrix matrix, Featurizer featurizer)
{
    private readonly Dictionary<(int Feature, BinSet LeftBins), int> _indexes = [];
    private readonly List<(int Feature, BinSet LeftBins)> _sets = [];

    /// <summary>The trees and the features that they then ask for.</summary>
    /// <param name="grown">The trees as they were grown.</param>
    public (Tree[] Trees, Featurizer Featurizer) Translate(IReadOnlyList<GrownTree> grown)
    {
        foreach (var set in grown.SelectMany(tree => tree.Sets))
        {
            if (_indexes.TryAdd((set.Feature, set.LeftBins), 0))
            {
                _sets.Add((set.Feature, set.LeftBins));
            }
        }

        if (_sets.Count == 0)
        {
            return ([.. grown.Select(tree => tree.Tree)], featurizer);
        }

        var steps = featurizer.Fitted.ToList();
        int next = featurizer.FeatureColumns.Count;
        foreach (var ofColumn in _sets.GroupBy(set => set.Feature).OrderBy(group => group.Key))
        {
            var sets = ofColumn.ToArray();
            steps.Add(Step(ofColumn.Key, sets));
            foreach (var set in sets)
            {
                _indexes[set] = next++;
            }
        }

        return ([.. grown.Select(Translate)], new Featurizer(steps));
    }

    private FittedStep Step(int feature, (int Feature, BinSet LeftBins)[] sets)
    {
        var ordinal = featurizer.Fitted.Single(
            fitted => fitted.Step is OrdinalStep && fitted.Column == featurizer.FeatureColumns[feature]);
        var words = ((OrdinalStep)ordinal.Step).Categories;
        float[] positions = [.. Enumerable.Range(0, words.Count + 1).Select(position => (float)position)];
        byte[] bins = QuantileBinning.Bin(positions, matrix.Columns[feature].Thresholds).Bins;
        float[] table = [.. bins.SelectMany(bin => sets.Select(set => set.LeftBins.Contains(bin) ? 0f : 1f))];
        return new FittedStep(new WordTableStep(ordinal.Step.Input, words, table), ordinal.Column);
    }

    private Tree Translate(GrownTree grown)
    {
        if (grown.Sets.Count == 0)
        {
            return grown.Tree;
        }

        var (features, thresholds) = (grown.Tree.Features.ToArray(), grown.Tree.Thresholds.ToArray());
        foreach (var set in grown.Sets)
        {
            (features[set.Node], thresholds[set.Node]) = (_indexes[(set.Feature, set.LeftBins)], 0.5f);
        }

        return new Tree
        {
            Features = features,
            Thresholds = thresholds,
            Left = grown.Tree.Left,
            Right = grown.Tree.Right,
            MissingGoesLeft = grown.Tree.MissingGoesLeft,
            LeafScores = grown.Tree.LeafScores,
            Output = grown.Tree.Output,
            Covers = grown.Tree.Covers,
        };
    }
}
