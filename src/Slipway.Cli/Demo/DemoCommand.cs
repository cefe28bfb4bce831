using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Cli.Projects;
using Slipway.Cli.Serving;
using Slipway.Cli.Training;
using Slipway.Learning.Results;
using Slipway.Projects;
using Slipway.Results;
using Slipway.Training;
using Slipway.Web;

namespace Slipway.Cli.Demo;

/// <summary><c>slipway demo</c></summary>
internal static class DemoCommand
{
    private const string DefaultStore = CommonOptions.DefaultStoreFolder + "/demo";

    public static CommandWithExamples Create(CliOutput output)
    {
        var once = new Option<bool>("--once") { Description = "Train and print the metrics, then exit without serving." };
        var port = CommonOptions.Port();
        var threads = CommonOptions.Threads();
        var store = new Option<string>("--store")
        {
            Description = "The folder of the store.",
            HelpName = "folder",
            DefaultValueFactory = _ => DefaultStore,
        };
        var json = CommonOptions.Json();
        var command = new Command("demo", "Trains the sample models on real data and serves them.") { once, port, threads, store, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var workspace = Workspace.Open(arguments, arguments.GetValue(store)!, hasOwnStore: true);
            var options = new TrainProjectOptions(Workspace.Actor, arguments.GetValue(threads));
            output.WriteMessage($"Training {SampleProjects.Names.Count} sample models into {workspace.StoreName}.");
            var results = await TrainingProgressDisplay.RunAsync(
                output, progress => TrainSamplesAsync(workspace, options, progress, cancellationToken));
            int exitCode = TrainCommand.Report(output, results, arguments.GetValue(json));
            if (exitCode != (int)ExitCode.Ok || arguments.GetValue(once))
            {
                return exitCode;
            }

            return await ServeCommand.RunAsync(
                output, workspace, new SlipwayWebOptions { Port = arguments.GetValue(port) }, cancellationToken);
        });
        return new CommandWithExamples(command, null, ["slipway demo", "slipway demo --once --json"]);
    }

    private static async Task<List<Result<TrainingRun>>> TrainSamplesAsync(
        Workspace workspace, TrainProjectOptions options, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
    {
        var results = new List<Result<TrainingRun>>();
        foreach (string sample in SampleProjects.Names)
        {
            var project = ProjectFolder.Open(SampleProjects.FolderOf(sample)).Value;
            results.AddRange(await TrainCommand.TrainAllAsync(workspace, project, project.Models, options, progress, cancellationToken));
        }

        return results;
    }
}
