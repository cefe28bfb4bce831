using Slipway.Learning.Models;
using Slipway.Learning.Onnx;

namespace Slipway.Learning.Tests.Onnx;

public sealed class ForestScorerTests
{
    [Theory]
    [InlineData(OutputLink.Logistic, 2)]
    [InlineData(OutputLink.Identity, 0)]
    public void Score_AnyNumberOfRows_AnswersAsASessionToTheBit(OutputLink link, int classes)
    {
        var random = new Random(3);
        var steps = Enumerable.Range(0, RandomModels.FeatureCount).Select(i => new NumberStep($"x{i}")).ToArray();
        var trees = RandomModels.Ensemble(random, link, outputs: 1, treeCount: 100);
        var model = OnnxModel.Load(OnnxExporter.Export(RandomModels.Schema(classes), steps, trees)).Value;
        int output = model.Outputs.Count - 1;
        var scorer = model.FindForestScorer(output)!;

        // Single rows change their way after a number of them.
        foreach (int rows in (int[])[.. Enumerable.Repeat(1, 200), 3, 15, 16, 127, 129, 1025, 3000])
        {
            var session = model.CreateSession();
            session.Resize(rows);
            RandomModels.Fill(random, model, session);
            session.Run();
            float[]?[] columns = new float[]?[model.Inputs.Count + 1];
            int[] columnOf = [.. scorer.Inputs.Select(input => model.Inputs.Count - input)];
            for (int i = 0; i < model.Inputs.Count; i++)
            {
                columns[model.Inputs.Count - i] = [0, .. session.Floats(i)];
            }

            float[] answers = new float[rows * scorer.OutputWidth];
            scorer.Score(columns, columnOf, start: 1, answers);

            Assert.Equal(Bits(session.OutputFloats(output).ToArray()), Bits(answers));
        }
    }

    [Fact]
    public void FindForestScorer_OtherModels_FindsNone()
    {
        var random = new Random(4);
        var softmax = RandomModels.Ensemble(random, OutputLink.Softmax, outputs: 3);
        var mixed = RandomModels.Ensemble(random, OutputLink.Logistic, outputs: 1);
        var numbers = Enumerable.Range(0, RandomModels.FeatureCount).Select(i => new NumberStep($"x{i}")).ToArray();

        Assert.Null(OnnxModel.Load(OnnxExporter.Export(RandomModels.Schema(3), numbers, softmax)).Value.FindForestScorer(1));
        Assert.Null(OnnxModel.Load(OnnxExporter.Export(RandomModels.Schema(2), RandomModels.Steps, mixed)).Value.FindForestScorer(1));
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
