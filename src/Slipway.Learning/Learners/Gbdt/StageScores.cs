using Slipway.Learning.Binning;
using Slipway.Learning.Training;

namespace Slipway.Learning.Learners.Gbdt;

/// <summary>The scores of rows that are not learned from, round by round, and their losses.</summary>
internal sealed class StageScores(TrainingSet data, BinnedMatrix matrix, BoostingObjective objective)
{
    private readonly double[][] _scores = Array.ConvertAll(objective.BaseScores, score =>
    {
        var scores = new double[data.RowCount];
        Array.Fill(scores, score);
        return scores;
    });

    /// <summary>The mean loss after each round so far; the first is that of no round.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Adds the scores of a tree that was just grown.</summary>
    public void Add(GrownTree grown, TreeRouting routing)
    {
        double[] scores = _scores[grown.Tree.Output];
        for (int row = 0; row < scores.Length; row++)
        {
            scores[row] += grown.LeafValues[routing.FindLeaf(grown.Tree, matrix, row)];
        }
    }

    /// <summary>Ends a round.</summary>
    public void Measure()
    {
        Span<double> row = new double[_scores.Length];
        double sum = 0;
        for (int i = 0; i < data.RowCount; i++)
        {
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = _scores[k][i];
            }

            sum += objective.Loss(row, data.Targets[i]);
        }

        Losses.Add(sum / data.RowCount);
    }
}
