namespace Slipway.Learning.Explaining;

/// <summary>
/// Weighted sums of squared distances from centres, each in coordinates of its own. A column contributes its exact Shapley value beside the
/// row of zeros, which is the average row for the models that are trained here: of each product of two columns either gets half, so that the
/// squared distance <c>(x - c)'A(x - c)</c> gives column i <c>x_i (A(x - 2c))_i</c> (Shapley 1953, for products of two).
/// </summary>
/// <param name="inputSlot">The slot of the tensor of columns.</param>
/// <param name="centres">Row-major <c>[distances, columns]</c>.</param>
/// <param name="projections">One a distance, row-major <c>[columns, coordinates]</c>: A is one times its transpose.</param>
/// <param name="factors">What each score multiplies the distances by.</param>
/// <param name="intercepts">One a score.</param>
internal sealed class QuadraticLayer(int inputSlot, double[] centres, double[][] projections, double[][] factors, double[] intercepts)
    : ScoreLayer(inputSlot)
{
    private readonly int _width = centres.Length / projections.Length;
    private readonly double[][] _projectedCentres = ProjectCentres(centres, projections);

    public int ScoreCount => intercepts.Length;

    /// <summary>The same, with each score beside the mean of all: what is not common to them.</summary>
    public QuadraticLayer BesideMean()
    {
        double[] means = [.. projections.Select((_, k) => factors.Average(ofScore => ofScore[k]))];
        return new QuadraticLayer(
            InputSlot,
            centres,
            projections,
            [.. factors.Select(ofScore => ofScore.Select((factor, k) => factor - means[k]).ToArray())],
            intercepts);
    }

    public override bool Uses(int column) => projections.Any(projection =>
    {
        int coordinates = projection.Length / _width;
        return projection.AsSpan(column * coordinates, coordinates).ContainsAnyExcept(0);
    });

    public override double Explain(ReadOnlySpan<float> row, int score, Span<double> contributions)
    {
        double baseValue = intercepts[score];
        double[] columns = [.. row[.._width].ToArray().Select(value => (double)value)];
        for (int k = 0; k < projections.Length; k++)
        {
            double factor = factors[score][k];
            double[] projection = projections[k];
            double[] ofRow = Project(columns, projection), ofCentre = _projectedCentres[k];
            int count = ofRow.Length;
            for (int i = 0; i < _width; i++)
            {
                double product = 0;
                for (int j = 0; j < count; j++)
                {
                    product += projection[(i * count) + j] * (ofRow[j] - (2 * ofCentre[j]));
                }

                contributions[i] += factor * row[i] * product;
            }

            baseValue += factor * ofCentre.Sum(coordinate => coordinate * coordinate);
        }

        return baseValue;
    }

    private static double[][] ProjectCentres(double[] centres, double[][] projections)
    {
        int width = centres.Length / projections.Length;
        return [.. projections.Select((projection, k) => Project(centres.AsSpan(k * width, width), projection))];
    }

    /// <summary>The coordinates of columns.</summary>
    private static double[] Project(ReadOnlySpan<double> columns, double[] projection)
    {
        double[] coordinates = new double[projection.Length / columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = 0; j < coordinates.Length; j++)
            {
                coordinates[j] += columns[i] * projection[(i * coordinates.Length) + j];
            }
        }

        return coordinates;
    }
}
