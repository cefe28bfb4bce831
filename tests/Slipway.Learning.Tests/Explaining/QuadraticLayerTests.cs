using System.Numerics;
using Slipway.Learning.Explaining;
using Slipway.Learning.Randomness;

namespace Slipway.Learning.Tests.Explaining;

public sealed class QuadraticLayerTests
{
    private const int Columns = 5, Distances = 3;

    private readonly double[] _centres;
    private readonly double[][] _projections;
    private readonly double[][] _factors = [[1, -1, 0], [0.5, 0.25, -2]];
    private readonly double[] _intercepts = [0.3, -4];
    private readonly float[] _row;

    public QuadraticLayerTests()
    {
        var random = new SeededRandom(5);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 4) - 2)];
        _centres = Numbers(Distances * Columns);
        _projections = [.. Enumerable.Range(0, Distances).Select(_ => Numbers(Columns * 4))];
        _row = [.. Numbers(Columns).Select(x => (float)x)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Explain_AnyRow_GivesShapleysValuesBesideTheRowOfZeros(int score)
    {
        var layer = new QuadraticLayer(0, _centres, _projections, _factors, _intercepts);
        var contributions = new double[Columns];

        double baseValue = layer.Explain(_row, score, contributions);

        ExplainedModel.AssertClose(Value(score, 0), baseValue, 1e-12);
        for (int column = 0; column < Columns; column++)
        {
            double expected = 0;
            for (uint others = 0; others < 1 << Columns; others++)
            {
                if ((others >> column & 1) == 0)
                {
                    int size = BitOperations.PopCount(others);
                    double share = Factorial(size) * Factorial(Columns - size - 1) / Factorial(Columns);
                    expected += share * (Value(score, others | 1u << column) - Value(score, others));
                }
            }

            ExplainedModel.AssertClose(expected, contributions[column], 1e-10);
        }
    }

    [Fact]
    public void Explain_BesideMean_TakesOffWhatScoresHaveInCommon()
    {
        var layer = new QuadraticLayer(0, _centres, _projections, _factors, _intercepts);
        var (plain, beside) = (new double[2], new double[2]);
        for (int score = 0; score < 2; score++)
        {
            var contributions = new double[Columns];
            plain[score] = layer.Explain(_row, score, contributions) + contributions.Sum();
            contributions = new double[Columns];
            beside[score] = layer.BesideMean().Explain(_row, score, contributions) + contributions.Sum();
        }

        Assert.Equal(plain[1] - plain[0], beside[1] - beside[0], 1e-10);
        Assert.Equal(_intercepts.Sum(), beside.Sum(), 1e-10);
    }

    private static double Factorial(int number) => number < 2 ? 1 : number * Factorial(number - 1);

    /// <summary>A score of the row where the columns that are not kept are 0.</summary>
    private double Value(int score, uint kept)
    {
        double value = _intercepts[score];
        for (int k = 0; k < Distances; k++)
        {
            for (int j = 0; j < 4; j++)
            {
                double coordinate = 0;
                for (int i = 0; i < Columns; i++)
                {
                    double x = (kept >> i & 1) == 1 ? _row[i] : 0;
                    coordinate += (x - _centres[(k * Columns) + i]) * _projections[k][(i * 4) + j];
                }

                value += _factors[score][k] * coordinate * coordinate;
            }
        }

        return value;
    }
}
