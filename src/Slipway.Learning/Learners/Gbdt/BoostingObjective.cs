using Slipway.Learning.Models;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The loss that boosting reduces: where scores start, and the slope of the loss at the scores reached.</summary>
internal abstract class BoostingObjective
{
    /// <summary>The score that every row starts with, by output.</summary>
    public abstract double[] BaseScores { get; }

    /// <summary>How the scores become predictions.</summary>
    public abstract OutputLink Link { get; }

    /// <summary>What scores are multiplied by in the finished model.</summary>
    public virtual double OutputScale => 1;

    /// <summary>What is added to scores in the finished model, after <see cref="OutputScale"/>.</summary>
    public virtual double OutputOffset => 0;

    /// <summary>The objective of a task.</summary>
    public static BoostingObjective For(TrainingSet data) => data.Schema.Task switch
    {
        LearningTask.Regression => new SquaredErrorObjective(data.Targets),
        LearningTask.Binary => new LogisticObjective(data.Targets),
        _ => new SoftmaxObjective(data.Targets, data.Schema.Classes.Count),
    };

    /// <summary>Computes first and second derivatives of the loss by the scores.</summary>
    /// <param name="scores">One array an output, one score a row.</param>
    /// <param name="slopes">One array an output; receives <see cref="NodeHistogram.Lanes"/> numbers a row: first derivative, second derivative, 1, 0.</param>
    public abstract void ComputeSlopes(double[][] scores, double[][] slopes);

    /// <summary>Writes the derivatives of one row.</summary>
    protected static void Write(double[] slopes, int rowIndex, double gradient, double hessian)
    {
        var lanes = slopes.AsSpan(rowIndex * NodeHistogram.Lanes, NodeHistogram.Lanes);
        lanes[3] = 0;
        lanes[2] = 1;
        lanes[1] = hessian;
        lanes[0] = gradient;
    }
}
