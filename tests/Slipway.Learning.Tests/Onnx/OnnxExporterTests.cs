using Slipway.Learning.Models;
using Slipway.Learning.Onnx;

namespace Slipway.Learning.Tests.Onnx;

public sealed class OnnxExporterTests
{
    private const int Rows = 500;
    private const double Tolerance = 1e-5;

    public static TheoryData<OutputLink, int, int, bool> Ensembles => new()
    {
        { OutputLink.Logistic, 2, 1, false },
        { OutputLink.Softmax, 3, 3, false },
        { OutputLink.Softmax, 2, 2, true },
        { OutputLink.Probabilities, 2, 2, true },
        { OutputLink.Probabilities, 4, 4, true },
        { OutputLink.Identity, 0, 1, false },
    };

    public static TheoryData<OutputLink, int, int> LinearModels => new()
    {
        { OutputLink.Logistic, 2, 1 },
        { OutputLink.Softmax, 4, 4 },
        { OutputLink.Identity, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Ensembles))]
    public void Export_Ensemble_PredictsAsTheTrees(OutputLink link, int classes, int outputs, bool sharedLeaves)
    {
        var random = new Random(7);
        var ensemble = RandomModels.Ensemble(random, link, outputs, sharedLeaves: sharedLeaves);
        byte[] bytes = OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.Steps, ensemble);

        AssertPredicts(bytes, random, classes, RandomModels.Steps, features => SlowModel.Predict(ensemble, features));
    }

    [Theory]
    [MemberData(nameof(LinearModels))]
    public void Export_LinearModel_PredictsAsTheWeights(OutputLink link, int classes, int outputs)
    {
        var random = new Random(8);
        var model = RandomModels.Linear(random, link, outputs);
        byte[] bytes = OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.FilledSteps, model);

        AssertPredicts(bytes, random, classes, RandomModels.FilledSteps, features => SlowModel.Predict(model, features));
    }

    [NodeTheory]
    [MemberData(nameof(Ensembles))]
    public void Export_Ensemble_PredictsTheSameInOnnxRuntime(OutputLink link, int classes, int outputs, bool sharedLeaves)
    {
        var random = new Random(9);
        var ensemble = RandomModels.Ensemble(random, link, outputs, sharedLeaves: sharedLeaves);
        OracleComparison.AssertEqual(OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.Steps, ensemble), random, Rows);
    }

    [NodeTheory]
    [MemberData(nameof(LinearModels))]
    public void Export_LinearModel_PredictsTheSameInOnnxRuntime(OutputLink link, int classes, int outputs)
    {
        var random = new Random(10);
        var model = RandomModels.Linear(random, link, outputs);
        OracleComparison.AssertEqual(OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.FilledSteps, model), random, Rows);
    }

    [Theory]
    [MemberData(nameof(LinearModels))]
    public void Export_Network_PredictsAsTheLayers(OutputLink link, int classes, int outputs)
    {
        var random = new Random(18);
        var network = RandomModels.Network(random, link, outputs);
        byte[] bytes = OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.FilledSteps, network);

        AssertPredicts(bytes, random, classes, RandomModels.FilledSteps, features => SlowModel.Predict(network, features));
    }

    [NodeTheory]
    [MemberData(nameof(LinearModels))]
    public void Export_Network_PredictsTheSameInOnnxRuntime(OutputLink link, int classes, int outputs)
    {
        var random = new Random(19);
        var network = RandomModels.Network(random, link, outputs);
        OracleComparison.AssertEqual(OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.FilledSteps, network), random, Rows);
    }

    [Theory]
    [InlineData(OutputLink.Logistic, 2)]
    [InlineData(OutputLink.Softmax, 4)]
    public void Export_QuadraticModel_PredictsAsTheDistances(OutputLink link, int classes)
    {
        var random = new Random(28);
        var model = RandomModels.Quadratic(random, link, classes);
        byte[] bytes = OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.FilledSteps, model);

        AssertPredicts(bytes, random, classes, RandomModels.FilledSteps, features => SlowModel.Predict(model, features));
    }

    [NodeTheory]
    [InlineData(OutputLink.Logistic, 2)]
    [InlineData(OutputLink.Softmax, 4)]
    public void Export_QuadraticModel_PredictsTheSameInOnnxRuntime(OutputLink link, int classes)
    {
        var random = new Random(29);
        var model = RandomModels.Quadratic(random, link, classes);
        OracleComparison.AssertEqual(OnnxExporter.Export(RandomModels.Schema(classes), RandomModels.FilledSteps, model), random, Rows);
    }

    [NodeFact]
    public void Export_NoTrees_GivesTheBaseScoreInOnnxRuntimeToo()
    {
        byte[] bytes = OnnxExporter.Export(RandomModels.Schema(0), RandomModels.Steps, new TreeEnsemble([], [1.5f], OutputLink.Identity));

        OracleComparison.AssertEqual(bytes, new Random(11), 3);
    }

    [Fact]
    public void Export_SameModel_GivesTheSameBytes()
    {
        byte[] Export() => OnnxExporter.Export(
            RandomModels.Schema(3), RandomModels.Steps, RandomModels.Ensemble(new Random(1), OutputLink.Softmax, 3));

        Assert.Equal(Export(), Export());
    }

    [Fact]
    public void Export_InputOfTwoSteps_IsDeclaredOnce()
    {
        var model = OnnxModel.Load(OnnxExporter.Export(
            RandomModels.Schema(2), RandomModels.Steps, RandomModels.Ensemble(new Random(1), OutputLink.Logistic, 1))).Value;

        Assert.Equal(
            ["age", "income", "colour", "label", "shape", "nothing", "empty", "when.dayOfWeek"], model.Inputs.Select(input => input.Name));
        Assert.Equal([new("label_", TensorElement.String, 1), new("probabilities", TensorElement.Float, 2)], model.Outputs);
        Assert.Equal("slipway 1", model.Producer);
    }

    [Fact]
    public void Export_EqualProbabilities_NamesTheFirstClass()
    {
        byte[] bytes = OnnxExporter.Export(
            RandomModels.Schema(2), [new NumberStep("x")], new LinearModel([0], [0], OutputLink.Logistic));
        var session = OnnxModel.Load(bytes).Value.CreateSession();
        session.Floats(0)[0] = 3;

        session.Run();

        Assert.Equal("class 0", session.OutputStrings(0)[0]);
    }

    [Fact]
    public void Export_WideModel_SharesTheNodesOfNumbers()
    {
        FeatureStep[] steps = [.. Enumerable.Range(0, 64).Select(index => new NumberStep($"x{index}", 0, 1, 2))];
        byte[] bytes = OnnxExporter.Export(RandomModels.Schema(0), steps, new LinearModel(new float[64], [0], OutputLink.Identity));

        Assert.True(OnnxModel.Load(bytes).Value.Graph.Operators.Length < 10);
    }

    [Fact]
    public void Export_PartsThatDoNotFit_Throws()
    {
        var ensemble = RandomModels.Ensemble(new Random(1), OutputLink.Logistic, 1);

        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(RandomModels.Schema(3), RandomModels.Steps, ensemble));
        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(RandomModels.Schema(0), RandomModels.Steps, ensemble));
        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(RandomModels.Schema(2), [], ensemble));
        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(
            RandomModels.Schema(2), [new NumberStep("x"), new OrdinalStep("x", ["a"])], ensemble));
        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(
            RandomModels.Schema(0), [new NumberStep("x")], new LinearModel([1, 2], [0], OutputLink.Identity)));
    }

    private static void AssertPredicts(
        byte[] bytes, Random random, int classes, IReadOnlyList<FeatureStep> steps, Func<float[], double[]> predict)
    {
        var model = OnnxModel.Load(bytes).Value;
        var session = model.CreateSession();
        session.Resize(Rows);
        RandomModels.Fill(random, model, session);
        session.Run();

        for (int row = 0; row < Rows; row++)
        {
            double[] expected = predict(SlowModel.Features(steps, model, session, row));
            var given = session.OutputFloats(classes == 0 ? 0 : 1).Slice(row * expected.Length, expected.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], given[i], Tolerance);
            }

            if (classes > 0)
            {
                Assert.Equal($"class {given.IndexOf(Largest(given))}", session.OutputStrings(0)[row]);
            }
        }
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = values[0];
        foreach (float value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
