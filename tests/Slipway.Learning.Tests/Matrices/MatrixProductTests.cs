using Slipway.Learning.Matrices;

namespace Slipway.Learning.Tests.Matrices;

public sealed class MatrixProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 7, 33)]
    [InlineData(3, 5, 16)]
    [InlineData(4, 64, 16)]
    [InlineData(9, 31, 47)]
    [InlineData(32, 110, 64)]
    [InlineData(5, 0, 3)]
    public void Add_AnyShape_HasTheBitsOfThreeLoops(int rows, int depth, int columns)
    {
        var random = new Random((rows * 100) + columns);
        float[] left = Numbers(random, rows * depth), right = Numbers(random, depth * columns), target = Numbers(random, rows * columns);
        float[] expected = [.. target];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < depth; k++)
                {
                    expected[(i * columns) + j] += left[(i * depth) + k] * right[(k * columns) + j];
                }
            }
        }

        float[] transposed = new float[left.Length];
        MatrixProduct.Transpose(left, rows, depth, transposed);
        float[] ofTransposed = [.. target];
        MatrixProduct.Add(target, left, (depth, 1), right, rows, depth, columns);
        MatrixProduct.Add(ofTransposed, transposed, (1, rows), right, rows, depth, columns);

        Assert.Equal(expected, target);
        Assert.Equal(expected, ofTransposed);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 33, 7)]
    [InlineData(3, 64, 4)]
    [InlineData(9, 5, 10)]
    [InlineData(2, 0, 3)]
    public void AddTransposed_AnyShape_IsTheProductWithTheTransposed(int rows, int depth, int columns)
    {
        var random = new Random(depth);
        float[] left = Numbers(random, rows * depth), right = Numbers(random, columns * depth), target = Numbers(random, rows * columns);
        double[] expected = Array.ConvertAll(target, value => (double)value);
        for (int i = 0; i < rows * columns; i++)
        {
            for (int k = 0; k < depth; k++)
            {
                expected[i] += (double)left[(i / columns * depth) + k] * right[(i % columns * depth) + k];
            }
        }

        MatrixProduct.AddTransposed(target, left, right, rows, depth, columns);

        Assert.All(expected.Zip(target), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.ThrowsAny<ArgumentException>(() => MatrixProduct.AddTransposed(target, left, right, rows + 1, depth, columns));
    }

    [Fact]
    public void Add_MatrixTooSmall_Refuses()
    {
        Assert.ThrowsAny<ArgumentException>(() => MatrixProduct.Add(new float[6], new float[6], (3, 1), new float[5], 2, 3, 2));
        Assert.ThrowsAny<ArgumentException>(() => MatrixProduct.Add(new float[6], new float[5], (3, 1), new float[6], 2, 3, 2));
        Assert.ThrowsAny<ArgumentException>(() => MatrixProduct.Add(new float[3], new float[6], (3, 1), new float[6], 2, 3, 2));
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f)];
}
