using Slipway.Learning.Onnx;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Onnx.Importing;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Onnx.Importing;

public sealed class OnnxImporterTests
{
    public static TheoryData<string> Pipelines => ["forest", "columns", "boosted", "regressor", "network"];

    [NodeTheory]
    [MemberData(nameof(Pipelines))]
    public void Import_ExportedPipeline_AnswersAsOnnxRuntimeDoes(string name)
    {
        var imported = Import(name);

        // A missing value has no place among whole numbers.
        OracleComparison.AssertEqual(imported.Onnx, new Random(1), 100, withMissing: name != "regressor");
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Import_ExportedPipeline_AnswersAsTheFileItself(string name)
    {
        var own = OnnxModel.Load(File(name)).Value;
        var served = OnnxModel.Load(Import(name).Onnx).Value;
        var ownSession = own.CreateSession();
        var session = served.CreateSession();
        const int Rows = 50;
        session.Resize(Rows);
        ownSession.Resize(Rows);
        RandomModels.Fill(new Random(2), served, session);
        Copy(session, served, ownSession, own, Rows);

        session.Run();
        ownSession.Run();

        int output = own.Outputs.ToList().FindIndex(o => o.Element == TensorElement.Float);
        int servedOutput = served.Outputs.ToList().FindIndex(o => o.Element == TensorElement.Float);
        float[] due = ownSession.OutputFloats(output).ToArray();
        float[] given = session.OutputFloats(servedOutput).ToArray();
        Assert.Equal(due, name == "network" ? [.. given.Where((_, i) => i % 2 == 1)] : given);
    }

    [Fact]
    public void Import_ClassifierOfAMatrix_NamesFeaturesAndClasses()
    {
        var imported = Import("forest");

        Assert.Equal(LearningTask.Multiclass, imported.Schema.Task);
        Assert.Equal(["X_0", "X_1", "X_2"], imported.Schema.Features.Select(f => f.Name));
        Assert.Equal(["0", "1", "2"], imported.Schema.Classes);
        Assert.Equal(["label", "probabilities"], OnnxModel.Load(imported.Onnx).Value.Outputs.Select(o => o.Name));
    }

    [Fact]
    public void Import_ColumnsOfTheirOwn_KeepNamesAndTypes()
    {
        var schema = Import("columns").Schema;

        Assert.Equal(LearningTask.Binary, schema.Task);
        Assert.Equal(["age", "hours", "job"], schema.Features.Select(f => f.Name));
        Assert.Equal([ColumnType.Number, ColumnType.Number, ColumnType.Category], schema.Features.Select(f => f.Type));
        Assert.Equal(["no", "yes"], schema.Classes);
    }

    [Fact]
    public void Import_GivenNames_AreTheFeatures()
    {
        var options = new OnnxImportOptions { Features = ["label", "own_X", "probabilities"], Label = "kind" };

        var imported = OnnxImporter.Import(ExportedPipelines.Forest(withMap: false), options).Value;

        Assert.Equal(options.Features, OnnxModel.Load(imported.Onnx).Value.Inputs.Select(i => i.Name));
        Assert.Equal("kind", imported.Schema.Label);
    }

    /// <summary>A notebook that exports with its own rows of doubles as the sample gets doubles all the way to the map of probabilities.</summary>
    [Fact]
    public void Import_MapOfDoubles_GivesTheProbabilities()
    {
        byte[] file = TestGraph.Of(
            [TestGraph.Value("X", TensorDataType.Double, -1, 2)],
            [TestGraph.Value("label", TensorDataType.Int64, -1), new ValueInfoProto { Name = "probabilities", Dims = null }],
            [],
            TestGraph.Node("", "Softmax", ["X"], ["shares"], AttributeProto.Of("axis", 1L)),
            TestGraph.Node("", "ArgMax", ["shares"], ["label"], AttributeProto.Of("axis", 1L), AttributeProto.Of("keepdims", 0L)),
            TestGraph.Ml("ZipMap", ["shares"], ["probabilities"], AttributeProto.Of("classlabels_int64s", [3L, 7L])));

        var imported = OnnxImporter.Import(file, new OnnxImportOptions()).Value;
        var session = OnnxModel.Load(imported.Onnx).Value.CreateSession();
        (session.Floats(0)[0], session.Floats(1)[0]) = (1, 3);
        session.Run();

        Assert.Equal(["3", "7"], imported.Schema.Classes);
        Assert.Equal(1 / (1 + Math.Exp(-2)), session.OutputFloats(1)[1], 1e-6);
    }

    [Theory]
    [InlineData("boosted", "a,b", null, null, "import.features")]
    [InlineData("boosted", "a,b,b", null, null, "import.features")]
    [InlineData("boosted", "", "x,y,z", null, "import.classes")]
    [InlineData("boosted", "", "x,y", "multiclass", "import.classes")]
    [InlineData("network", "", "no,yes", null, "import.outputs")]
    [InlineData("network", "", null, "binary", "import.classes")]
    [InlineData("scores", "", null, null, "import.notProbabilities")]
    public void Import_WhatDoesNotFit_IsRefusedWithItsReason(string name, string features, string? classes, string? task, string code)
    {
        var options = new OnnxImportOptions
        {
            Features = features.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Classes = classes?.Split(',') ?? [],
            Task = task is null ? null : Enum.Parse<LearningTask>(task, ignoreCase: true),
        };

        var result = OnnxImporter.Import(name == "scores" ? ExportedPipelines.Scores() : File(name), options);

        Assert.Contains(result.Problems, problem => problem.Code == code);
    }

    [Fact]
    public void Import_UnknownOperator_IsNamed()
    {
        byte[] file = TestGraph.Of(
            [TestGraph.Floats("x", 2)], ["y"], TestGraph.Node("com.example", "Mystery", ["x"], ["y"]));

        var problem = Assert.Single(OnnxImporter.Import(file, new OnnxImportOptions()).Problems);

        Assert.Equal("onnx.unsupportedOperator", problem.Code);
        Assert.Contains("com.example.Mystery", problem.Message, StringComparison.Ordinal);
    }

    private static byte[] File(string name) => name switch
    {
        "forest" => ExportedPipelines.Forest(),
        "columns" => ExportedPipelines.Columns(),
        "boosted" => ExportedPipelines.Boosted(),
        "regressor" => ExportedPipelines.Regressor(),
        _ => ExportedPipelines.Network(),
    };

    private static ImportedModel Import(string name)
    {
        var options = name == "network" ? new OnnxImportOptions { Task = LearningTask.Binary, Classes = ["no", "yes"] } : new OnnxImportOptions();
        var result = OnnxImporter.Import(File(name), options);
        Assert.True(result.IsSuccess, string.Join("; ", result.Problems));
        return result.Value;
    }

    /// <summary>Puts the values of the features into the inputs of the file itself.</summary>
    private static void Copy(OnnxSession from, OnnxModel served, OnnxSession to, OnnxModel own, int rows)
    {
        int feature = 0;
        for (int input = 0; input < own.Inputs.Count; input++)
        {
            int width = own.Inputs[input].Width;
            for (int column = 0; column < width; column++, feature++)
            {
                for (int row = 0; row < rows; row++)
                {
                    switch (own.Inputs[input].Element)
                    {
                        case TensorElement.Float: to.Floats(input)[(row * width) + column] = from.Floats(feature)[row]; break;
                        case TensorElement.Int64: to.Int64s(input)[(row * width) + column] = long.CreateSaturating(from.Floats(feature)[row]); break;
                        default: to.Strings(input)[(row * width) + column] = from.Strings(feature)[row]; break;
                    }
                }
            }
        }
    }
}
