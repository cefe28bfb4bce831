namespace Slipway.Learning.Learners.Linear;

/// <summary>
/// The last steps of a minimisation and how the gradient changed along them, which stand for the curvature (Nocedal and Wright 2006,
/// algorithm 7.4).
/// </summary>
internal sealed class LbfgsMemory
{
    private const int Size = 10;

    private readonly List<(double[] Step, double[] Change, double Product)> _history = new(Size);

    /// <summary>Whether nothing is known of the curvature, so that directions have no natural length.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The number of steps that are remembered.</summary>
    public int Count => _history.Count;

    /// <summary>The direction to go at a gradient: downhill.</summary>
    public void FindDirection(double[] gradient, double[] direction)
    {
        gradient.CopyTo(direction, 0);
        Span<double> alphas = stackalloc double[Size];
        for (int h = _history.Count - 1; h >= 0; h--)
        {
            alphas[h] = Dot(_history[h].Step, direction) / _history[h].Product;
            AddScaled(direction, -alphas[h], _history[h].Change);
        }

        double scale = IsEmpty ? 1 : _history[^1].Product / Dot(_history[^1].Change, _history[^1].Change);
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] *= scale;
        }

        for (int h = 0; h < _history.Count; h++)
        {
            double beta = Dot(_history[h].Change, direction) / _history[h].Product;
            AddScaled(direction, alphas[h] - beta, _history[h].Step);
        }

        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = -direction[i];
        }
    }

    /// <summary>Forgets all steps.</summary>
    public void Clear() => _history.Clear();

    /// <summary>Remembers a step.</summary>
    public void Remember(double[] point, double[] next, double[] gradient, double[] nextGradient)
    {
        double[] step = new double[point.Length], change = new double[point.Length];
        for (int i = 0; i < step.Length; i++)
        {
            step[i] = next[i] - point[i];
            change[i] = nextGradient[i] - gradient[i];
        }

        // Without positive curvature the next direction might point uphill.
        double product = Dot(step, change);
        if (product > 0 && double.IsFinite(1 / product))
        {
            if (_history.Count == Size)
            {
                _history.RemoveAt(0);
            }

            _history.Add((step, change, product));
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void AddScaled(double[] target, double factor, double[] values)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }
}
