using Slipway.Learning.Learners.Mlp;
using Slipway.Learning.Models;
using Slipway.Learning.Randomness;

namespace Slipway.Learning.Tests.Learners.Mlp;

public sealed class NetworkPassTests
{
    private const int Rows = 7, Features = 5;

    [Theory]
    [InlineData(OutputLink.Identity, 1, 1)]
    [InlineData(OutputLink.Logistic, 1, 2)]
    [InlineData(OutputLink.Softmax, 4, 3)]
    public void Learn_AnyLink_GivesTheSlopesOfTheLoss(OutputLink link, int outputs, int layers)
    {
        var random = new SeededRandom(3);
        var shape = new NetworkShape(Features, layers, 19, outputs);
        var pass = new NetworkPass(shape, link, Rows);
        float[] parameters = shape.NewParameters(random);
        double[] targets = [.. Enumerable.Range(0, Rows).Select(_ => link == OutputLink.Identity ? random.NextDouble() : random.Next(Math.Max(2, outputs)))];
        float[] features = [.. Enumerable.Range(0, Rows * Features).Select(i => i % 4 == 0 ? 0 : (float)random.NextDouble() - 0.5f)];
        float[] weights = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextDouble() * 2)];
        features.CopyTo(pass.Features);

        pass.Learn(parameters, targets, weights, 1, 0, random);

        float[] gradient = [.. pass.Gradient];
        int[] tried = [.. Enumerable.Range(0, parameters.Length).Where(p => p % 3 == 0)];
        int equal = tried.Count(p =>
        {
            const float Step = 1 / 512f;
            double slope = (Loss(p, Step) - Loss(p, -Step)) / (2 * Step);
            return Math.Abs(slope - gradient[p]) < 2e-3 * Math.Max(1, Math.Abs(slope));
        });

        // A rectifier may bend between the two ends of a step.
        Assert.InRange(equal, 0.95 * tried.Length, tried.Length);

        double Loss(int parameter, float change)
        {
            float[] moved = [.. parameters];
            moved[parameter] += change;
            pass.Forward(moved, Rows);
            return pass.Loss(targets, weights);
        }
    }

    [Fact]
    public void Forward_Dropout_DropsItsShareAndKeepsTheSum()
    {
        var shape = new NetworkShape(1, 1, 4096, 1);
        var pass = new NetworkPass(shape, OutputLink.Identity, 1);
        var parameters = new float[shape.ParameterCount];
        shape.Weights(parameters, 0).Fill(1);
        shape.Weights(parameters, 1).Fill(1f / 4096);
        pass.Features[0] = 1;

        pass.Forward(parameters, 1, 0.25f, new SeededRandom(1));

        Assert.InRange(pass.Scores[0], 0.96, 1.04);
        Assert.NotEqual(1, pass.Scores[0]);
    }
}
