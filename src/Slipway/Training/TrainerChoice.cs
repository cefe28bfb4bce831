using Slipway.Learning.Results;
using Slipway.Learning.Training;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>Finds the trainers that a spec names; of those that compete by default, the ones that know the task.</summary>
internal static class TrainerChoice
{
    private const string MlNetPrefix = "mlnet/";

    public static Result<IReadOnlyList<ITrainer>> Choose(ModelSpec spec, IReadOnlyList<ITrainer> available)
    {
        var problems = new List<Problem>();
        var chosen = new List<ITrainer>();
        bool isDefault = spec.Train.Trainers.SequenceEqual(new TrainSpec().Trainers);
        foreach (string name in spec.Train.Trainers)
        {
            if (available.FirstOrDefault(trainer => trainer.Name == name) is { } trainer)
            {
                chosen.AddRange(isDefault && !trainer.Supports(spec.Task) ? [] : [trainer]);
            }
            else
            {
                problems.Add(new Problem("train.trainerMissing", Explain(name, [.. available.Select(t => t.Name)])));
            }
        }

        return problems.Count > 0
            ? Result<IReadOnlyList<ITrainer>>.Failure(problems)
            : Result<IReadOnlyList<ITrainer>>.Success(chosen);
    }

    private static string Explain(string name, string[] available)
    {
        string known = string.Join(", ", available);
        return IsMlNet(name) && !Array.Exists(available, IsMlNet)
            ? $"Trainer '{name}' is one of Microsoft.ML, which this build leaves out. Build Slipway with -p:CloudPackages=true to get it, "
                + $"or choose from {known}."
            : $"Trainer '{name}' is not part of this build. Choose from {known}.";
    }

    private static bool IsMlNet(string name) => name.StartsWith(MlNetPrefix, StringComparison.Ordinal);
}
