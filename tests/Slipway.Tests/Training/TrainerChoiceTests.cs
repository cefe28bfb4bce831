using Slipway.Learning.Learners;
using Slipway.Learning.Schemas;
using Slipway.Learning.Training;
using Slipway.Projects;
using Slipway.Training;

namespace Slipway.Tests.Training;

public class TrainerChoiceTests
{
    [Fact]
    public void Choose_BuiltInTrainers_GivesThemInTheOrderOfTheSpec()
    {
        var chosen = TrainerChoice.Choose(SpecWith("forest, linear"), BuiltInTrainers.All).Value;

        Assert.Equal(["forest", "linear"], chosen.Select(trainer => trainer.Name));
    }

    [Theory]
    [InlineData(LearningTask.Multiclass, "gbdt,linear,forest,discriminant")]
    [InlineData(LearningTask.Regression, "gbdt,linear,forest")]
    public void Choose_NoTrainersNamed_GivesThoseOfTheTask(LearningTask task, string expected)
    {
        var chosen = TrainerChoice.Choose(Specs.Of(task), BuiltInTrainers.All).Value;

        Assert.Equal(expected.Split(','), chosen.Select(trainer => trainer.Name));
    }

    [Fact]
    public void Choose_MicrosoftMLInABuildWithoutIt_SaysHowToGetIt()
    {
        var problems = TrainerChoice.Choose(SpecWith("linear, mlnet/lightgbm, mlnet/sdca"), BuiltInTrainers.All).Problems;

        Assert.Equal(["train.trainerMissing", "train.trainerMissing"], problems.Select(problem => problem.Code));
        Assert.Equal(
            "Trainer 'mlnet/lightgbm' is one of Microsoft.ML, which this build leaves out. Build Slipway with -p:CloudPackages=true to get it, "
            + "or choose from gbdt, linear, forest, discriminant, mlp.",
            problems[0].Message);
        Assert.Contains("'mlnet/sdca'", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_AnUnknownTrainerOfMicrosoftMLInABuildWithIt_ListsThoseThatThereAre()
    {
        ITrainer[] available = [.. BuiltInTrainers.All, new NamedTrainer("mlnet/sdca")];

        var problem = Assert.Single(TrainerChoice.Choose(SpecWith("mlnet/lightgmb"), available).Problems);

        Assert.Equal(
            "Trainer 'mlnet/lightgmb' is not part of this build. Choose from gbdt, linear, forest, discriminant, mlp, mlnet/sdca.", problem.Message);
    }

    private static ModelSpec SpecWith(string trainers) =>
        Specs.Of(LearningTask.Binary, rest: $"train: {{ trainers: [{trainers}] }}");

    private sealed class NamedTrainer(string name) : ITrainer
    {
        public string Name => name;

        public bool Supports(LearningTask task) => true;

        public IReadOnlyList<Hyperparameter> Hyperparameters(LearningTask task) => [];

        public ITrainingSession Prepare(TrainingSet data, TrainerOptions options) => throw new NotSupportedException();
    }
}
