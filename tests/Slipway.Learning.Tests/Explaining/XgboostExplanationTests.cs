using System.Text.Json;
using Slipway.Learning.Onnx.Format;
using Slipway.Learning.Tests.Onnx;

namespace Slipway.Learning.Tests.Explaining;

/// <summary>
/// A boosted model of xgboost 1.7.4 with the contributions that it gives itself (<c>pred_contribs</c>): 6 trees on 300 rows of 5 random
/// normal columns, of which 15 % are missing, and its own covers, which are sums of second derivatives.
/// </summary>
public sealed class XgboostExplanationTests
{
    private const double Tolerance = 2e-6;

    [Fact]
    public void Explain_ModelOfXgboost_GivesItsContributions()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "TestData", "explaining", "xgboost.json"));
        using var json = JsonDocument.Parse(file);
        var vector = json.RootElement;
        var model = new ExplainedModel(Convert(vector.GetProperty("trees")), "probabilities");
        float[][] rows = [.. vector.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray())];
        model.Run(rows);

        for (int row = 0; row < rows.Length; row++)
        {
            double[] expected = [.. vector.GetProperty("contributions")[row].EnumerateArray().Select(value => value.GetDouble())];
            ExplainedModel.AssertClose(expected, model.Explain(row, 1), Tolerance);
            ExplainedModel.AssertClose([.. expected.Select(value => -value)], model.Explain(row, 0), Tolerance);
            double margin = vector.GetProperty("margins")[row].GetDouble();
            Assert.Equal(1 / (1 + Math.Exp(-margin)), model.Session.OutputFloats(model.OutputIndex)[(row * 2) + 1], 1e-6);
        }
    }

    private static float Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle();

    /// <summary>As onnxmltools writes it, but with the covers.</summary>
    private static byte[] Convert(JsonElement trees)
    {
        var lines = new List<TestGraph.TreeLine>();
        var weights = new List<(long Tree, long Node, long Target, float Weight)>();
        var covers = new List<float>();
        foreach (var (tree, id) in trees.EnumerateArray().Select((tree, id) => (tree, id)))
        {
            foreach (var node in tree.EnumerateArray())
            {
                int nodeId = node.GetProperty("node").GetInt32();
                covers.Add(node.GetProperty("cover").GetSingle());
                if (node.TryGetProperty("leaf", out var leaf))
                {
                    lines.Add(new TestGraph.TreeLine(id, nodeId, "LEAF", 0, 0, 0, 0));
                    weights.Add((id, nodeId, 0, leaf.GetSingle()));
                    continue;
                }

                int yes = node.GetProperty("yes").GetInt32();
                lines.Add(new TestGraph.TreeLine(
                    id, nodeId, "BRANCH_LT", node.GetProperty("feature").GetInt32(), node.GetProperty("below").GetSingle(),
                    yes, node.GetProperty("no").GetInt32(), node.GetProperty("missing").GetInt32() == yes));
            }
        }

        string[] columns = [.. Enumerable.Range(0, 5).Select(i => $"x{i}")];
        return TestGraph.Of(
            columns.Select(name => TestGraph.Floats(name, 1)),
            ["probabilities"],
            TestGraph.Node("", "Concat", columns, ["all"], AttributeProto.Of("axis", 1L)),
            TestGraph.Trees(
                "TreeEnsembleClassifier", ["all"], ["label", "probabilities"], "class", [.. lines], [.. weights],
                AttributeProto.Of("nodes_hitrates", covers), AttributeProto.Of("classlabels_int64s", [0L, 1L]),
                AttributeProto.Of("post_transform", "LOGISTIC")));
    }
}
