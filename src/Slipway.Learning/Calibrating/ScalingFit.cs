namespace Slipway.Learning.Calibrating;

/// <summary>
/// Fits slope and offset of scores by the log loss, with targets that are not quite 1 and 0, as Platt has them: a class of n rows has (n + 1)
/// / (n + k) at its own rows, so that perfect separation gives no infinite slope.
/// </summary>
internal static class ScalingFit
{
    private const int MaxSteps = 100, MaxHalvings = 30;
    private const double Tolerance = 1e-9;
    private const double MinSlope = 0.01, MaxSlope = 100;

    /// <summary>Fits.</summary>
    /// <param name="classCount">The number of classes; two of them have an offset, more only a slope.</param>
    /// <param name="targets">The class of each row.</param>
    /// <param name="predictions">Their probabilities, row-major.</param>
    public static ScoreScaling Fit(int classCount, double[] targets, float[] predictions)
    {
        var loss = new ScalingLoss(classCount, targets, predictions);
        double slope = 1, offset = 0;
        double value = loss.Evaluate(slope, offset, out var slopes);
        for (int step = 0; step < MaxSteps; step++)
        {
            // A little on the diagonal lets a direction alone in which nothing changes.
            double slopeCurve = slopes.SlopeSlope + Tolerance, offsetCurve = slopes.OffsetOffset + Tolerance;
            double determinant = (slopeCurve * offsetCurve) - (slopes.SlopeOffset * slopes.SlopeOffset);
            double slopeStep = ((offsetCurve * slopes.Slope) - (slopes.SlopeOffset * slopes.Offset)) / determinant;
            double offsetStep = ((slopeCurve * slopes.Offset) - (slopes.SlopeOffset * slopes.Slope)) / determinant;
            double share = 1, next = value;
            ScalingLoss.Derivatives nextSlopes = slopes;
            double nextSlope = slope, nextOffset = offset;
            for (int halving = 0; halving < MaxHalvings; halving++, share /= 2)
            {
                nextSlope = Math.Clamp(slope - (share * slopeStep), MinSlope, MaxSlope);
                nextOffset = offset - (share * offsetStep);
                next = loss.Evaluate(nextSlope, nextOffset, out nextSlopes);
                if (next < value)
                {
                    break;
                }
            }

            if (!(next < value))
            {
                break;
            }

            bool isDone = value - next < Tolerance * (1 + Math.Abs(value));
            (slope, offset, value, slopes) = (nextSlope, nextOffset, next, nextSlopes);
            if (isDone)
            {
                break;
            }
        }

        float[] offsets = new float[classCount];
        offsets[1] = (float)offset;
        return new ScoreScaling((float)slope, offsets);
    }
}
