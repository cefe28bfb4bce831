using System.Text.Json;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Learning.Training;

namespace Slipway.Projects.Reading;

/// <summary>The rules on what a model shall be good at: which trainers and tasks can pursue it.</summary>
internal sealed class TrainChecks(SpecBindings bindings, SpecProblems problems)
{
    private static readonly string[] WithGoals = ["gbdt"];
    private static readonly string[] OfClasses = ["discriminant"];

    public void Run()
    {
        var task = bindings.Find("task")?.Value as LearningTask?;
        CheckTask(task);
        CheckObjective(task);
        CheckMonotone(task);
        CheckWeights(task);
    }

    private void CheckTask(LearningTask? task)
    {
        foreach (var trainer in bindings.All("train.trainers").Where(trainer => OfClasses.Contains((string)trainer.Value)))
        {
            if (task == LearningTask.Regression)
            {
                Refuse(trainer.Place, $"train.trainers: '{trainer.Value}' learns classes, not numbers; take it off the list.");
            }
        }
    }

    private void CheckObjective(LearningTask? task)
    {
        var objective = bindings.Find("train.objective");
        var loss = objective?.Value as LossFunction? ?? LossFunction.Default;
        if (objective is not null && loss != LossFunction.Default)
        {
            string word = JsonNamingPolicy.CamelCase.ConvertName(loss.ToString());
            if (task is LearningTask.Binary or LearningTask.Multiclass)
            {
                Refuse(
                    objective.Place,
                    $"train.objective: '{word}' is of numbers, but the task has classes; remove it, or write task: regression.");
            }

            CheckTrainers(objective.Place, "train.objective", WithGoals);
        }

        if (bindings.Find("train.quantile") is { } quantile && loss != LossFunction.Quantile)
        {
            Refuse(quantile.Place, "train.quantile: A quantile needs train.objective: quantile; write that, or remove the quantile.");
        }
    }

    private void CheckMonotone(LearningTask? task)
    {
        var monotone = bindings.All("train.monotone");
        if (monotone.Count == 0)
        {
            return;
        }

        if (task == LearningTask.Multiclass)
        {
            Refuse(
                monotone[0].Place,
                "train.monotone: Several classes cannot all rise or fall with a column; remove it, or write task: binary.");
        }

        CheckTrainers(monotone[0].Place, "train.monotone", WithGoals);
        foreach (var entry in monotone)
        {
            bool isLabel = entry.Key.Equals(bindings.Find("data.label")?.Value);
            bool isIgnored = bindings.All("data.ignore").Any(ignored => entry.Key.Equals(ignored.Value));
            if (isLabel || isIgnored)
            {
                string role = isLabel ? "the label" : "in data.ignore";
                Refuse(entry.Place, $"train.monotone: '{entry.Key}' is {role}; name a feature, or remove it.");
            }

            if (bindings.Find($"data.features.{entry.Key}.type") is { Value: ColumnType type }
                && type is not (ColumnType.Number or ColumnType.Boolean))
            {
                string word = JsonNamingPolicy.CamelCase.ConvertName(type.ToString());
                Refuse(
                    entry.Place,
                    $"train.monotone: '{entry.Key}' is declared as {word}; only numbers and booleans rise or fall. Remove it here.");
            }
        }
    }

    private void CheckWeights(LearningTask? task)
    {
        if (bindings.Find("train.classWeights") is { Value: ClassWeighting.Balanced } classes)
        {
            if (task == LearningTask.Regression)
            {
                Refuse(classes.Place, "train.classWeights: A regression has no classes to balance; remove it.");
            }

            CheckTrainers(classes.Place, "train.classWeights", TrainerNames.BuiltIn);
        }

        if (bindings.Find("data.weight") is { Value: string weight } place)
        {
            CheckTrainers(place.Place, "data.weight", TrainerNames.BuiltIn);
            foreach (string path in (string[])["data.label", "data.time"])
            {
                if (weight.Equals(bindings.Find(path)?.Value))
                {
                    Refuse(place.Place, $"data.weight: '{weight}' is also {path}; name another column, or remove it.");
                }
            }

            if (bindings.All("data.ignore").Any(ignored => weight.Equals(ignored.Value))
                || bindings.All("data.features").Any(feature => feature.Key == weight))
            {
                Refuse(place.Place, $"data.weight: '{weight}' is also in data.ignore or data.features; it is neither, so remove it there.");
            }
        }
    }

    private void CheckTrainers(YamlNode place, string path, IReadOnlyList<string> able)
    {
        var named = bindings.All("train.trainers").Select(trainer => (string)trainer.Value).ToArray();
        string[] unable = [.. (named.Length == 0 ? new TrainSpec().Trainers : named).Except(able)];
        if (unable.Length > 0)
        {
            Refuse(
                place,
                $"{path}: {string.Join(" and ", unable)} cannot take it into account; write train.trainers: [{string.Join(", ", able)}].");
        }
    }

    private void Refuse(YamlNode place, string message) => problems.Add(SpecCodes.Contradiction, place, message);
}
