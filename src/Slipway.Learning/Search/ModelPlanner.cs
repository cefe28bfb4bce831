using System.Globalization;
using Slipway.Learning.Calibrating;
using Slipway.Learning.Ensembles;
using Slipway.Learning.Evaluation;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;

namespace Slipway.Learning.Search;

/// <summary>Decides, on the predictions for the folds, whether trials are averaged and how probabilities are calibrated.</summary>
internal sealed class ModelPlanner(ModelSchema schema, IReadOnlyList<TrainingSet> tests, MetricDefinition metric, SearchOptions options)
{
    /// <summary>The plan; what was decided is added to the notes.</summary>
    public ModelPlan Plan(Trial best, TrialPredictions predictions, List<string> notes, CancellationToken cancellationToken)
    {
        PlanMember[] members = [new(best, 1)];
        var kept = predictions.BestFirst;
        double[][] targets = [.. tests.Select(test => test.Targets)];
        var selection = new EnsembleSelection(schema, metric, targets);
        if (options.Ensemble && kept.Count > 1 && kept[0].Trial == best
            && selection.Choose([.. kept.Select(trial => trial.Folds)], cancellationToken) is { } weights)
        {
            members = [.. kept.Zip(weights, (trial, weight) => new PlanMember(trial.Trial, weight)).Where(member => member.Weight > 0)];
            string parts = string.Join(", ", members.Select(
                member => string.Create(CultureInfo.InvariantCulture, $"{member.Weight:P0} trial {member.Trial.Number} ({member.Trial.Trainer})")));
            notes.Add($"The model is an ensemble, which is better than trial {best.Number} by more than chance: {parts}.");
        }

        if (schema.Task == LearningTask.Regression || options.Calibration == CalibrationMethod.None)
        {
            return new ModelPlan(members, null);
        }

        if (members.Any(member => !kept.Any(trial => trial.Trial == member.Trial)))
        {
            notes.Add($"The probabilities of {best.Trainer} are not calibrated, because its models cannot be parts of others.");
            return new ModelPlan(members, null);
        }

        var averages = selection.Average(
            [.. members.Select(member => kept.First(trial => trial.Trial == member.Trial).Folds)], [.. members.Select(m => m.Weight)]);
        var (map, note) = new CalibrationChoice(schema.Classes.Count, targets, averages).Choose(options.Calibration);
        notes.AddRange(note is null ? [] : [note]);
        return new ModelPlan(members, map);
    }
}
