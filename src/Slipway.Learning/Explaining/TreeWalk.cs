using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Slipway.Learning.Onnx.Ml;

namespace Slipway.Learning.Explaining;

/// <summary>
/// Explains one row by trees, each in one walk over its nodes.
/// </summary>
/// <remarks>
/// <para>
/// A leaf with the value v is worth v times the product, over the features on its path, of what each lets through: a feature that is
/// known lets all or nothing through (<c>one</c>, 1 or 0), one that is not the share of the training rows (<c>zero</c>). By the
/// multilinear extension of a game (Owen 1972) the Shapley value of feature i is then
/// <c>v (one_i - zero_i)</c> times the integral over t from 0 to 1 of the product of <c>one_j t + zero_j (1 - t)</c> over the others.
/// That is a polynomial, so a quadrature of half as many points is exact, and all of its terms are positive, so nothing cancels.
/// </para>
/// <para>
/// The products are carried down and the sums of what the leaves are worth are carried up, so that a node costs one step a point. Where
/// a feature is asked for again, its factor takes the place of the earlier one, whose term is taken off again.
/// </para>
/// </remarks>
internal ref struct TreeWalk
{
    private readonly Forest _forest;
    private readonly ReadOnlySpan<float> _row;
    private readonly int _score;
    private readonly double _scale;
    private readonly Span<double> _contributions;
    private readonly Span<double> _ones;
    private readonly Span<double> _zeros;
    private readonly Span<double> _levels;
    private ReadOnlySpan<double> _points;
    private ReadOnlySpan<double> _complements;
    private ReadOnlySpan<double> _weights;

    public TreeWalk(
        Forest forest, ReadOnlySpan<float> row, int score, double scale, Span<double> contributions, Span<double> buffer)
    {
        (_forest, _score, _scale) = (forest, score, scale);
        _row = row;
        _contributions = contributions;
        _ones = buffer[..forest.FeatureCount];
        _zeros = buffer.Slice(forest.FeatureCount, forest.FeatureCount);
        _levels = buffer[(2 * forest.FeatureCount)..];
        _ones.Fill(1);
        _zeros.Fill(1);
    }

    public static int BufferLength(int features, int depth, int points) => (2 * features) + (2 * (depth + 1) * points);

    /// <summary>Adds what each column contributes to a tree.</summary>
    public void Add(int root, Quadrature quadrature)
    {
        _points = quadrature.Points;
        _complements = quadrature.Complements;
        _weights = quadrature.Weights;
        Products(0).Fill(_scale);
        Visit(root, 0);
    }

    /// <summary>The product down to a level, point by point.</summary>
    private readonly Span<double> Products(int depth) => _levels.Slice(2 * depth * _points.Length, _points.Length);

    /// <summary>The sum over the leaves below, point by point.</summary>
    private readonly Span<double> Sums(int depth) => _levels.Slice(((2 * depth) + 1) * _points.Length, _points.Length);

    // Not tiered: vectors in code that is not optimised take ten times as long, and the first requests would pay for it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Visit(int node, int depth)
    {
        var sums = Sums(depth);
        if (node < 0)
        {
            double value = LeafValue(~node);
            var products = Products(depth);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] = products[i] * value;
            }

            return;
        }

        sums.Clear();
        ref readonly var asked = ref _forest.Nodes[node];
        int feature = asked.FeatureAndMissing >> 1;
        var before = (One: _ones[feature], Zero: _zeros[feature]);
        bool goesRight = _forest.GoesRight(node, _row);
        double leftShare = _forest.LeftShares[node];
        Descend(asked.Left, depth, feature, before, (goesRight ? 0 : before.One, before.Zero * leftShare));
        Descend(asked.Right, depth, feature, before, (goesRight ? before.One : 0, before.Zero * (1 - leftShare)));
        (_ones[feature], _zeros[feature]) = before;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Descend(
        int child, int depth, int feature, (double One, double Zero) before, (double One, double Zero) after)
    {
        if (after is (0, 0))
        {
            return;
        }

        (_ones[feature], _zeros[feature]) = after;
        var above = Products(depth);
        var below = Products(depth + 1);
        var oneBefore = Vector256.Create(before.One);
        var zeroBefore = Vector256.Create(before.Zero);
        var oneAfter = Vector256.Create(after.One);
        var zeroAfter = Vector256.Create(after.Zero);
        for (int i = 0; i < above.Length; i += Quadrature.Lanes)
        {
            var (point, complement) = (Vector256.Create(_points[i..]), Vector256.Create(_complements[i..]));
            var lets = (oneAfter * point) + (zeroAfter * complement);
            var let = (oneBefore * point) + (zeroBefore * complement);
            (Vector256.Create<double>(above[i..]) * lets / let).CopyTo(below[i..]);
        }

        Visit(child, depth + 1);

        var sums = Sums(depth);
        var sumsBelow = Sums(depth + 1);
        var gain = oneAfter - zeroAfter;
        var gainBefore = oneBefore - zeroBefore;
        var total = Vector256<double>.Zero;
        for (int i = 0; i < sums.Length; i += Quadrature.Lanes)
        {
            var (point, complement) = (Vector256.Create(_points[i..]), Vector256.Create(_complements[i..]));
            var worth = Vector256.Create<double>(sumsBelow[i..]);
            (Vector256.Create<double>(sums[i..]) + worth).CopyTo(sums[i..]);
            var lets = (oneAfter * point) + (zeroAfter * complement);
            var let = (oneBefore * point) + (zeroBefore * complement);
            total += Vector256.Create(_weights[i..]) * worth * ((gain / lets) - (gainBefore / let));
        }

        _contributions[feature] += Vector256.Sum(total);
    }

    private readonly double LeafValue(int leaf)
    {
        if (_forest.SingleWeights.Length > 0)
        {
            return _forest.SingleWeights[leaf];
        }

        double value = 0;
        for (int i = _forest.LeafStarts[leaf]; i < _forest.LeafStarts[leaf + 1]; i++)
        {
            value += _forest.Weights[i].Target == _score ? _forest.Weights[i].Weight : 0;
        }

        return value;
    }
}
