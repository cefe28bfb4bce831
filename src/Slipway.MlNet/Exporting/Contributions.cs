using Slipway.Learning.Onnx.Format;
using Slipway.MlNet.Trainers;

namespace Slipway.MlNet.Exporting;

/// <summary>
/// How much each feature contributes to a converted model, measured on rows: for trees the variance that their splits explain, for
/// linear models the absolute weights as if every feature had the deviation 1.
/// </summary>
internal static class Contributions
{
    /// <summary>One number a feature, at least 0 each.</summary>
    public static double[] Of(ConvertedGraph graph, SampledFeatures sample)
    {
        var contributions = new double[sample.FeatureCount];
        foreach (var node in graph.Nodes)
        {
            switch (node.OperatorType)
            {
                case "TreeEnsembleRegressor":
                    new ConvertedTrees(node).AddGains(sample, contributions);
                    break;
                case "LinearRegressor" or "LinearClassifier":
                    AddWeights(node, sample, contributions);
                    break;
            }
        }

        return contributions;
    }

    private static void AddWeights(NodeProto node, SampledFeatures sample, double[] contributions)
    {
        var weights = node.Attributes.Single(attribute => attribute.Name == "coefficients").Floats;
        for (int f = 0; f < contributions.Length; f++)
        {
            double deviation = sample.Deviation(f);
            for (int at = f; at < weights.Count; at += contributions.Length)
            {
                contributions[f] += Math.Abs(weights[at]) * deviation;
            }
        }
    }
}
