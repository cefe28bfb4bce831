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

    /// <summary>The objective of a task and its goal.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="weights">The weight of each row, 1 on average; null where all are 1.</param>
    public static BoostingObjective For(TrainingSet data, double[]? weights) => (data.Schema.Task, data.Goal.Loss) switch
    {
        (LearningTask.Binary, LossFunction.Default) => new LogisticObjective(data.Targets, weights),
        (LearningTask.Multiclass, LossFunction.Default) => new SoftmaxObjective(data.Targets, weights, data.Schema.Classes.Count),
        (LearningTask.Regression, LossFunction.Default) => new SquaredErrorObjective(data.Targets, weights),
        (LearningTask.Regression, LossFunction.Absolute) => new QuantileObjective(data.Targets, weights, 0.5),
        (LearningTask.Regression, LossFunction.Quantile) => new QuantileObjective(data.Targets, weights, data.Goal.Quantile),
        (LearningTask.Regression, LossFunction.Poisson) => new PoissonObjective(data.Targets, weights),
        _ => throw new InvalidOperationException(
            $"The loss {data.Goal.Loss} is for regression; the task is {data.Schema.Task}. Leave the loss out."),
    };

    /// <summary>Computes first and second derivatives of the loss by the scores, before weights, of some rows.</summary>
    /// <param name="scores">One array an output, one score a row.</param>
    /// <param name="gradients">Receives the first derivatives.</param>
    /// <param name="hessians">Receives the second derivatives.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last.</param>
    public abstract void ComputeSlopes(double[][] scores, double[][] gradients, double[][] hessians, int start, int end);

    /// <summary>The loss of one row, whether learned from or not.</summary>
    /// <param name="scores">Its score in each output; may be overwritten.</param>
    /// <param name="target">Its target, as it is in the data.</param>
    public abstract double Loss(Span<double> scores, double target);

    /// <summary>The score to add to the rows of a leaf.</summary>
    /// <param name="rows">The rows of the leaf.</param>
    /// <param name="scores">The scores of all rows.</param>
    /// <param name="newton">What the derivatives at these scores tell: one step of Newton's method.</param>
    /// <param name="parameters">The penalties on it.</param>
    public virtual double LeafScore(ReadOnlySpan<int> rows, double[] scores, double newton, GbdtParameters parameters) => newton;

    /// <summary>The sum of the weights of the rows whose target is that of a class.</summary>
    protected static double WeightOf(double[] targets, double[]? weights, double classIndex)
    {
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            sum += targets[i] == classIndex ? weights?[i] ?? 1 : 0;
        }

        return sum;
    }
}
