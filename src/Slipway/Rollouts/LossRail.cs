using System.Globalization;
using Slipway.Learning.Schemas;
using Slipway.Learning.Statistics;
using Slipway.PredictionLog;

namespace Slipway.Rollouts;

/// <summary>
/// How wrong the variants of a rollout are, as far as outcomes have come: gathers logged predictions and compares the mean loss of each
/// with the champion's by a sequential test. For classes the loss is 0 or 1, for numbers the squared error. For one thread.
/// </summary>
internal sealed class LossRail(LearningTask task)
{
    /// <summary>The chance that a version that keeps to the limit is ever found to break it.</summary>
    public const double Alpha = 1e-3;

    /// <summary>The outcomes of each variant before the means are about normal.</summary>
    public const int MinOutcomes = 50;

    // The differences to be found, in standard deviations of the champion's loss.
    private const double ExpectedEffect = 0.1;

    private readonly Dictionary<string, Loss> _losses = new(StringComparer.Ordinal);

    /// <summary>Adds a logged prediction, if its outcome is known.</summary>
    public void Add(LoggedPrediction row)
    {
        if (row.Variant is not { } variant || row.Actual is not { } actual || LossOf(row.Label, row.Value, actual.Label, actual.Value) is not { } loss)
        {
            return;
        }

        if (!_losses.TryGetValue(variant, out var sum))
        {
            _losses[variant] = sum = new Loss();
        }

        sum.Add(loss);
    }

    /// <summary>Reads the rail of a variant; <see langword="null"/> while outcomes are too few to say anything.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="allowedIncrease">By how much its mean may be above the champion's, as a share of that.</param>
    public RailReading? Read(string variant, double allowedIncrease)
    {
        if (!_losses.TryGetValue(RolloutSpec.ChampionVariant, out var champion) || !_losses.TryGetValue(variant, out var tried)
            || champion.Count < MinOutcomes || tried.Count < MinOutcomes)
        {
            return null;
        }

        double scale = 1 + allowedIncrease;
        double limit = champion.Mean * scale;
        double championVariance = VarianceOf(champion);
        double variance = (VarianceOf(tried) / tried.Count) + (scale * scale * championVariance / champion.Count);
        bool isBroken = variance > 0 && championVariance > 0 && tried.Mean > limit
            && MeanSequentialTest.LogEvidence(tried.Mean - limit, variance, ExpectedEffect * Math.Sqrt(championVariance)) >= -Math.Log(Alpha);
        return new RailReading(RailKind.Loss, variant, tried.Mean, limit, tried.Count, isBroken, string.Create(
            CultureInfo.InvariantCulture,
            $"the mean loss of {variant} is {tried.Mean:0.####} ({tried.Count} outcomes), the champion's {champion.Mean:0.####} ({champion.Count}); allowed is {limit:0.####}"));
    }

    private double? LossOf(string? label, double value, string? actualLabel, double actualValue)
    {
        if (task != LearningTask.Regression)
        {
            return label is null || actualLabel is null ? null : label == actualLabel ? 0 : 1;
        }

        double error = value - actualValue;
        return double.IsFinite(error) ? error * error : null;
    }

    /// <summary>Of classes with one error and one right answer more than were seen, so that no variance is 0 by luck.</summary>
    private double VarianceOf(Loss loss)
    {
        if (task == LearningTask.Regression)
        {
            return loss.Variance;
        }

        double share = ((loss.Mean * loss.Count) + 1) / (loss.Count + 2);
        return share * (1 - share);
    }

    /// <summary>Mean and variance in one pass (Welford 1962).</summary>
    private sealed class Loss
    {
        private double _squares;

        public long Count { get; private set; }

        public double Mean { get; private set; }

        public double Variance => Count > 1 ? _squares / (Count - 1) : 0;

        public void Add(double value)
        {
            Count++;
            double difference = value - Mean;
            Mean += difference / Count;
            _squares += difference * (value - Mean);
        }
    }
}
