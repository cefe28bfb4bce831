using System.Diagnostics;
using System.Globalization;
using Slipway.Datasets;
using Slipway.Learning.Learners;
using Slipway.Learning.Training;
using Slipway.Projects;
using Slipway.Training;

namespace Slipway.Benchmarks;

/// <summary>How long each trainer takes, untuned and on one thread, to fit the training rows of each sample: featurizing included.</summary>
internal static class SampleFits
{
    private const int Repetitions = 7;

    public static async Task<int> RunAsync(string projects)
    {
        foreach (string folder in Directory.EnumerateDirectories(projects).Order(StringComparer.Ordinal))
        {
            var project = ProjectFolder.Open(folder).Value;
            var source = project.LoadModel(project.Models[0]).Value;
            await using var file = File.OpenRead(source.DataFiles[0]);
            var read = DatasetReader.Read(file, [new DatasetPart(source.DataFiles[0], 1)], source.Spec, CancellationToken.None).Value;
            var data = TrainingDataBuilder.Build(source.Spec, read.Table).Value;
            var train = data.Rows.Take(DataSplits.HoldOutTest(source.Spec, data).Value.TrainRows);
            foreach (var trainer in BuiltInTrainers.All.Where(trainer => trainer.Supports(train.Schema.Task)))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{project.Models[0]} {trainer.Name} {Median(trainer, train):F4}"));
            }
        }

        return 0;
    }

    private static double Median(ITrainer trainer, TrainingSet train)
    {
        var seconds = new List<double>();
        for (int i = 0; i <= Repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            trainer.Prepare(train, new TrainerOptions(42, 1)).Train(ParameterSet.Defaults, CancellationToken.None);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        // The first one warms up.
        return seconds.Skip(1).Order().ElementAt(Repetitions / 2);
    }
}
