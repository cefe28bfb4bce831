using Slipway.Learning.Calibrating;
using Slipway.Learning.Ensembles;
using Slipway.Learning.Learners;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>What a search says to fit to all rows: a trial, or several of them averaged, and a map over their probabilities.</summary>
/// <param name="Members">The trials and their weights, which sum to 1; one where there is no ensemble.</param>
/// <param name="Calibration">The map; null where the probabilities stay as they are.</param>
public sealed record ModelPlan(IReadOnlyList<PlanMember> Members, ProbabilityMap? Calibration)
{
    /// <summary>Fits the model.</summary>
    /// <param name="trainers">The trainers of the search.</param>
    /// <param name="data">All rows to learn from.</param>
    /// <param name="options">Seed and threads.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">A trainer cannot learn from these rows, and says why.</exception>
    public ITrainedModel Fit(
        IReadOnlyList<ITrainer> trainers, TrainingSet data, TrainerOptions options, CancellationToken cancellationToken)
    {
        var sessions = new Dictionary<string, ITrainingSession>(StringComparer.Ordinal);
        var models = new List<ITrainedModel>();
        foreach (var member in Members)
        {
            if (!sessions.TryGetValue(member.Trial.Trainer, out var session))
            {
                session = trainers.First(trainer => trainer.Name == member.Trial.Trainer).Prepare(data, options);
                sessions.Add(member.Trial.Trainer, session);
            }

            models.Add(session.Train(new ParameterSet(member.Trial.Parameters), cancellationToken));
        }

        if (models.Count == 1 && Calibration is null)
        {
            return models[0];
        }

        // Only trials whose models can be parts are planned as such.
        var parts = models.Cast<IGraphModel>().ToList();
        var model = parts.Count == 1
            ? parts[0]
            : new EnsembleModel(data.Schema, [.. parts.Zip(Members, (part, member) => (part, (float)member.Weight))]);
        return Calibration is null ? model : CalibratedModel.Of(data.Schema, model, Calibration);
    }
}
