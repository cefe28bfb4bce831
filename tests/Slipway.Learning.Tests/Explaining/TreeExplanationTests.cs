using Slipway.Learning.Explaining;
using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Tests.Onnx;

namespace Slipway.Learning.Tests.Explaining;

public sealed class TreeExplanationTests
{
    private const double Exact = 1e-9;

    public static TheoryData<OutputLink, int, int, bool> Ensembles => OnnxExporterTests.Ensembles;

    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(3, 2, 1, false)]
    [InlineData(3, 8, 1, false)]
    [InlineData(6, 16, 1, false)]
    [InlineData(8, 31, 1, false)]
    [InlineData(2, 31, 1, false)]
    [InlineData(5, 12, 3, false)]
    [InlineData(5, 12, 3, true)]
    public void Explain_SmallTrees_IsTheShapleyValueByItsDefinition(int features, int leaves, int outputs, bool sharedLeaves)
    {
        var random = new Random((features * 100) + leaves);
        var trees = Enumerable.Range(0, 6).Select(
            i => RandomModels.GrowTree(random, leaves, features, sharedLeaves ? -1 : i % outputs, sharedLeaves ? outputs : 1));
        var ensemble = new TreeEnsemble(
            [.. trees], [.. Enumerable.Range(0, outputs).Select(i => i + 0.25f)], outputs == 1 ? OutputLink.Identity : OutputLink.Softmax);
        var model = new ExplainedModel(Export(ensemble, features), outputs == 1 ? "prediction" : "probabilities");
        float[][] rows = [.. Enumerable.Range(0, 20).Select(_ => RandomRow(random, features))];
        model.Run(rows);

        for (int row = 0; row < rows.Length; row++)
        {
            for (int output = 0; output < outputs; output++)
            {
                // Inputs are declared in the order of the features.
                ExplainedModel.AssertClose(ShapleyEnumeration.Explain(ensemble, rows[row], output), model.Explain(row, output), Exact);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ensembles))]
    public void Explain_EveryKindOfFeatureAndLink_SumsToTheMargin(OutputLink link, int classes, int outputs, bool sharedLeaves)
    {
        const int Rows = 50;
        var random = new Random(3);
        var ensemble = RandomModels.Ensemble(random, link, outputs, sharedLeaves: sharedLeaves);
        var model = new ExplainedModel(
            OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.Steps, ensemble), classes == 0 ? "prediction" : "probabilities");
        model.Session.Resize(Rows);
        RandomModels.Fill(random, model.Model, model.Session);
        model.Session.Run();

        Assert.Equal(link == OutputLink.Probabilities ? ExplanationSpace.Probability : ExplanationSpace.Margin, model.Explainer.Space);
        for (int row = 0; row < Rows; row++)
        {
            float[] features = SlowModel.Features(RandomModels.Steps, model.Model, model.Session, row);
            double[] margins = SlowModel.Predict(ensemble with { Link = OutputLink.Identity }, features);
            for (int column = 0; column < Math.Max(classes, 1); column++)
            {
                // The logistic link has one score: that of the second class.
                double expected = link != OutputLink.Logistic ? margins[column] : column == 1 ? margins[0] : -margins[0];
                ExplainedModel.AssertClose(expected, model.Explain(row, column).Sum());
            }
        }
    }

    [Fact]
    public void Explain_ColumnsOfOneInput_AreSummed()
    {
        var random = new Random(4);
        IReadOnlyList<FeatureStep> steps =
            [new NumberStep("age"), new OneHotStep("colour", ["red", "green", "blue"]), new MissingIndicatorStep("age"), new NumberStep("size", Fill: 1)];
        var ensemble = new TreeEnsemble(
            [.. Enumerable.Range(0, 5).Select(_ => RandomModels.GrowTree(random, 20, 7, 0, 1))], [0], OutputLink.Identity);
        var model = new ExplainedModel(OnnxExporter.Export(RandomModels.Schema(0), steps, ensemble), "prediction");
        model.Session.Resize(20);
        RandomModels.Fill(random, model.Model, model.Session);
        model.Session.Run();

        for (int row = 0; row < 20; row++)
        {
            double[] byFeature = ShapleyEnumeration.Explain(ensemble, SlowModel.Features(steps, model.Model, model.Session, row), 0);
            double[] expected = [byFeature[0] + byFeature[5], byFeature[1..5].Sum(), byFeature[6], byFeature[7]];
            Assert.Equal(["age", "colour", "size"], model.Model.Inputs.Select(input => input.Name));
            ExplainedModel.AssertClose(expected, model.Explain(row, 0), Exact);
        }
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(3, 200)]
    [InlineData(150, 200)]
    public void Explain_ChainOfQuestions_SumsToTheMargin(int features, int depth)
    {
        var tree = Chain(depth, features);
        var ensemble = new TreeEnsemble([tree], [0], OutputLink.Identity);
        var model = new ExplainedModel(Export(ensemble, features), "prediction");
        float[][] rows = [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, features).Select(f => f % 7 == i ? 1f : 0f).ToArray())];
        model.Run(rows);

        for (int row = 0; row < rows.Length; row++)
        {
            ExplainedModel.AssertClose(SlowModel.Predict(ensemble, rows[row])[0], model.Explain(row, 0).Sum(), Exact);
            if (features < 10)
            {
                ExplainedModel.AssertClose(ShapleyEnumeration.Explain(ensemble, rows[row], 0), model.Explain(row, 0), Exact);
            }
        }
    }

    [Fact]
    public void Create_TreeOfThousandsOfQuestions_IsRefused() => Assert.Equal(
        "explain.treeTooDeep", ExplainedModel.Refusal(Export(new TreeEnsemble([Chain(5000, 2)], [0], OutputLink.Identity), 2)));

    [Fact]
    public void Explain_NoTrees_IsTheBaseScoreAlone()
    {
        var model = new ExplainedModel(Export(new TreeEnsemble([], [1.5f], OutputLink.Identity), 2), "prediction");
        model.Run([[1, 2]]);

        Assert.Equal([0, 0, 1.5], model.Explain(0, 0));
    }

    [Fact]
    public void Create_TreesWithoutCovers_SaysSo()
    {
        var tree = RandomModels.GrowTree(new Random(5), 4, 2, 0, 1);
        var bare = new Tree
        {
            Features = tree.Features,
            Thresholds = tree.Thresholds,
            Left = tree.Left,
            Right = tree.Right,
            MissingGoesLeft = tree.MissingGoesLeft,
            LeafScores = tree.LeafScores,
            Output = 0,
        };

        Assert.Equal("explain.noCovers", ExplainedModel.Refusal(Export(new TreeEnsemble([bare], [0], OutputLink.Identity), 2)));
    }

    private static byte[] Export(TreeEnsemble ensemble, int features) => OnnxExporter.Export(
        RandomModels.Schema(ensemble.BaseScores.Length == 1 ? 0 : ensemble.BaseScores.Length),
        [.. Enumerable.Range(0, features).Select(i => new NumberStep($"x{i}"))],
        ensemble);

    private static float[] RandomRow(Random random, int features) =>
        [.. Enumerable.Range(0, features).Select(_ => random.Next(5) == 0 ? float.NaN : random.Next(-10, 20) / 10f)];

    /// <summary>Every question has a leaf on its left and the next question on its right.</summary>
    private static Tree Chain(int depth, int features)
    {
        int nodes = (2 * depth) + 1;
        var tree = new Tree
        {
            Features = new int[nodes],
            Thresholds = new float[nodes],
            Left = new int[nodes],
            Right = new int[nodes],
            MissingGoesLeft = new bool[nodes],
            LeafScores = [.. Enumerable.Range(0, depth + 1).Select(leaf => leaf % 3 == 0 ? 1f : -leaf)],
            Output = 0,
            Covers = new int[nodes],
        };
        for (int level = 0; level < depth; level++)
        {
            int node = 2 * level;
            (tree.Features[node], tree.Thresholds[node]) = (level % features, 0.5f);
            (tree.Left[node], tree.Right[node]) = (node + 1, node + 2);
            (tree.Features[node + 1], tree.Left[node + 1]) = (-1, level);
            (tree.Covers[node], tree.Covers[node + 1]) = ((3 * (depth - level)) + 1, 3);
        }

        (tree.Features[^1], tree.Left[^1], tree.Covers[^1]) = (-1, depth, 1);
        return tree;
    }
}
