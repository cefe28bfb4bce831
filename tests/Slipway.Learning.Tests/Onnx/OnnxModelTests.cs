using Slipway.Learning.Models;
using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Format;

namespace Slipway.Learning.Tests.Onnx;

public sealed class OnnxModelTests
{
    private static readonly byte[] Small = OnnxExporter.Export(
        RandomModels.Schema(2), RandomModels.Steps, RandomModels.Ensemble(new Random(3), OutputLink.Logistic, 1, treeCount: 2));

    [Fact]
    public void Load_CutOffAnywhere_IsAProblemOrAModel()
    {
        for (int length = 0; length < Small.Length; length++)
        {
            AssertProblemOrModel(Small.AsSpan(0, length));
        }
    }

    [Fact]
    public void Load_AnyBitFlipped_IsAProblemOrAModel()
    {
        byte[] damaged = [.. Small];
        for (int i = 0; i < damaged.Length; i++)
        {
            damaged[i] ^= (byte)(1 << (i % 8));
            AssertProblemOrModel(damaged);
            damaged[i] = Small[i];
        }
    }

    [Fact]
    public void Load_RandomBytes_IsAProblem()
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            Assert.False(OnnxModel.Load(bytes).IsSuccess);
        }
    }

    [Fact]
    public void Load_OperatorsNotSupported_NamesAllOfThem()
    {
        var model = TestGraph.Of(
            [TestGraph.Floats("x", 2)],
            ["z"],
            TestGraph.Node("", "Conv", ["x"], ["y"]),
            TestGraph.Node("com.example", "Magic", ["y"], ["z"]));

        var result = OnnxModel.Load(model);

        Assert.All(result.Problems, problem => Assert.Equal("onnx.unsupportedOperator", problem.Code));
        Assert.Collection(
            result.Problems,
            problem => Assert.Contains("ai.onnx.Conv", problem.Message),
            problem => Assert.Contains("com.example.Magic", problem.Message));
    }

    [Fact]
    public void Load_AttributeNotSupported_NamesIt()
    {
        var model = TestGraph.Of(
            [TestGraph.Floats("x", 2)], ["y"], TestGraph.Node("", "Relu", ["x"], ["y"], AttributeProto.Of("slope", 1f)));

        var problem = Assert.Single(OnnxModel.Load(model).Problems);

        Assert.Equal("onnx.unsupportedOperator", problem.Code);
        Assert.Contains("'slope'", problem.Message);
    }

    [Fact]
    public void Load_ShapesThatDoNotFit_IsAProblem()
    {
        var model = TestGraph.Of(
            [TestGraph.Floats("x", 2), TestGraph.Floats("w", 3)], ["y"], TestGraph.Node("", "Add", ["x", "w"], ["y"]));

        Assert.Equal("onnx.invalidModel", Assert.Single(OnnxModel.Load(model).Problems).Code);
    }

    [Fact]
    public void Load_TensorsThatGrowWithoutBound_IsAProblem()
    {
        var nodes = Enumerable.Range(0, 40).Select(index => TestGraph.Node(
            "", "Concat", [$"x{index}", $"x{index}"], [$"x{index + 1}"], AttributeProto.Of("axis", 1L)));

        var result = OnnxModel.Load(TestGraph.Of([TestGraph.Floats("x0", 2)], ["x40"], [.. nodes]));

        Assert.Equal("onnx.invalidModel", Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void Load_TreeWithACycle_IsAProblem()
    {
        var trees = TestGraph.Trees(
            "TreeEnsembleRegressor", ["x"], ["y"], "target",
            [new TestGraph.TreeLine(0, 0, "BRANCH_LEQ", 0, 0, 0, 1), new TestGraph.TreeLine(0, 1, "LEAF", 0, 0, 0, 0)],
            [(0, 1, 0, 1)]);

        var result = OnnxModel.Load(TestGraph.Of([TestGraph.Floats("x", 1)], ["y"], trees));

        Assert.Contains("reached twice", Assert.Single(result.Problems).Message);
    }

    [Fact]
    public void Run_AfterTheFirst_AllocatesNothing()
    {
        var model = OnnxModel.Load(Small).Value;
        var session = model.CreateSession();
        session.Resize(20);
        RandomModels.Fill(new Random(1), model, session);
        session.Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        session.Run();
        session.Resize(5);
        session.Run();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Run_RowsTogetherOrAlone_GivesTheSame()
    {
        const int Rows = 30;
        var model = OnnxModel.Load(Small).Value;
        var together = model.CreateSession();
        together.Resize(Rows);
        RandomModels.Fill(new Random(2), model, together);
        together.Run();
        var alone = model.CreateSession();

        for (int row = 0; row < Rows; row++)
        {
            for (int i = 0; i < model.Inputs.Count; i++)
            {
                if (model.Inputs[i].Element == TensorElement.Float)
                {
                    alone.Floats(i)[0] = together.Floats(i)[row];
                }
                else
                {
                    alone.Strings(i)[0] = together.Strings(i)[row];
                }
            }

            alone.Run();

            Assert.Equal(together.OutputStrings(0)[row], alone.OutputStrings(0)[0]);
            Assert.Equal(together.OutputFloats(1).Slice(row * 2, 2), alone.OutputFloats(1));
        }
    }

    [Fact]
    public void Floats_InputOfStrings_Throws()
    {
        var session = OnnxModel.Load(Small).Value.CreateSession();

        Assert.Throws<ArgumentException>(() => session.Floats(2).Length);
    }

    private static void AssertProblemOrModel(ReadOnlySpan<byte> bytes)
    {
        var result = OnnxModel.Load(bytes);
        Assert.All(result.Problems, problem => Assert.StartsWith("onnx.", problem.Code));
    }
}
