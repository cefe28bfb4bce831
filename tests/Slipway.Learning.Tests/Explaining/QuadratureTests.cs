using Slipway.Learning.Explaining;

namespace Slipway.Learning.Tests.Explaining;

public sealed class QuadratureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(40)]
    [InlineData(300)]
    public void ForDegree_Powers_IntegratesThemExactly(int degree)
    {
        var quadrature = Quadrature.ForDegree(degree);

        Assert.Equal(0, quadrature.Points.Length % Quadrature.Lanes);
        for (int power = 0; power <= degree; power++)
        {
            double rising = 0, falling = 0;
            for (int i = 0; i < quadrature.Points.Length; i++)
            {
                Assert.InRange(quadrature.Points[i], double.Epsilon, 1 - 1e-9);
                rising += quadrature.Weights[i] * Math.Pow(quadrature.Points[i], power);
                falling += quadrature.Weights[i] * Math.Pow(quadrature.Complements[i], power);
            }

            Assert.Equal(1.0 / (power + 1), rising, 1e-13);
            Assert.Equal(1.0 / (power + 1), falling, 1e-13);
        }
    }
}
