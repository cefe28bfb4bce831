using Slipway.Learning.Results;
using Slipway.Learning.Training;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>Finds the trainers that a spec names.</summary>
internal static class TrainerChoice
{
    public static Result<IReadOnlyList<ITrainer>> Choose(ModelSpec spec, IReadOnlyList<ITrainer> available)
    {
        var problems = new List<Problem>();
        var chosen = new List<ITrainer>();
        foreach (string name in spec.Train.Trainers)
        {
            if (available.FirstOrDefault(trainer => trainer.Name == name) is { } trainer)
            {
                chosen.Add(trainer);
            }
            else
            {
                problems.Add(new Problem(
                    "train.trainerMissing",
                    $"Trainer '{name}' is not part of this build, which has {string.Join(", ", available.Select(t => t.Name))}. "
                    + "Trainers named mlnet/... need a build with -p:CloudPackages=true."));
            }
        }

        return problems.Count > 0
            ? Result<IReadOnlyList<ITrainer>>.Failure(problems)
            : Result<IReadOnlyList<ITrainer>>.Success(chosen);
    }
}
