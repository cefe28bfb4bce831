using Slipway.Learning.Models;
using Slipway.Learning.Onnx;

namespace Slipway.Learning.Tests.Onnx;

/// <summary>The obvious evaluation of feature steps, trees and weights, which the exported models are compared with.</summary>
internal static class SlowModel
{
    public static float[] Features(IReadOnlyList<FeatureStep> steps, OnnxModel model, OnnxSession session, int row)
    {
        var features = new List<float>();
        foreach (var step in steps)
        {
            int input = model.Inputs.ToList().FindIndex(info => info.Name == step.Input);
            switch (step)
            {
                case NumberStep number:
                    float value = session.Floats(input)[row];
                    features.Add(((float.IsNaN(value) && number.Fill is { } fill ? fill : value) - number.Offset) * number.Scale);
                    break;
                case MissingIndicatorStep:
                    features.Add(float.IsNaN(session.Floats(input)[row]) ? 1 : 0);
                    break;
                case OrdinalStep ordinal:
                    features.Add(1 + ordinal.Categories.ToList().IndexOf(session.Strings(input)[row]));
                    break;
                case WordTableStep table:
                    int at = 1 + table.Categories.ToList().IndexOf(session.Strings(input)[row]);
                    features.AddRange(table.Table.AsSpan(at * table.Width, table.Width));
                    break;
                case OneHotStep oneHot:
                    int found = oneHot.Categories.ToList().IndexOf(session.Strings(input)[row]);
                    var hot = new float[oneHot.Width];
                    hot[found < 0 ? oneHot.Categories.Count : found] = 1;
                    features.AddRange(hot);
                    break;
            }
        }

        return [.. features];
    }

    public static double[] Predict(TreeEnsemble ensemble, float[] features)
    {
        double[] scores = [.. ensemble.BaseScores.Select(score => (double)score)];
        foreach (var tree in ensemble.Trees)
        {
            int leaf = tree.FindLeaf(features);
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] += tree.Output < 0 ? tree.LeafScores[(leaf * scores.Length) + i] : tree.Output == i ? tree.LeafScores[leaf] : 0;
            }
        }

        return Link(ensemble.Link, scores);
    }

    public static double[] Predict(LinearModel model, float[] features)
    {
        double[] scores = [.. model.Intercepts.Select(score => (double)score)];
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < features.Length; j++)
            {
                scores[i] += (double)model.Weights[(i * features.Length) + j] * features[j];
            }
        }

        return Link(model.Link, scores);
    }

    public static double[] Predict(NeuralNetwork network, float[] features)
    {
        double[] values = [.. features.Select(feature => (double)Math.Clamp(feature, -network.FeatureLimit, network.FeatureLimit))];
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            var (weights, biases) = network.Layers[layer];
            values = [.. biases.Select((bias, output) =>
                bias + values.Select((value, input) => value * weights[(input * biases.Length) + output]).Sum())];
            values = layer == network.Layers.Count - 1 ? values : [.. values.Select(value => Math.Max(value, 0))];
        }

        return Link(network.Link, values);
    }

    public static double[] Predict(QuadraticModel model, float[] features)
    {
        int width = features.Length;
        double[] row = [.. features.Select((x, i) => (double)Math.Clamp(x - model.FeatureMeans[i], -model.FeatureLimit, model.FeatureLimit))];
        double[] distances = [.. model.Projections.Select((projection, k) => Enumerable.Range(0, width).Sum(j =>
            Math.Pow(row.Select((x, i) => (x - model.Centres[(k * width) + i]) * projection[(i * width) + j]).Sum(), 2)))];
        return Link(model.Link, model.Link == OutputLink.Logistic
            ? [distances[0] - distances[1] + model.Intercepts[0]]
            : [.. distances.Zip(model.Intercepts, (distance, intercept) => intercept - distance)]);
    }

    private static double[] Link(OutputLink link, double[] scores)
    {
        switch (link)
        {
            case OutputLink.Logistic:
                double second = 1 / (1 + Math.Exp(-scores[0]));
                return [1 - second, second];
            case OutputLink.Softmax:
                double[] powers = [.. scores.Select(Math.Exp)];
                return [.. powers.Select(power => power / powers.Sum())];
            default:
                return scores;
        }
    }
}
