using System.CommandLine;
using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;
using Slipway.Learning.Results;
using Slipway.Results;

namespace Slipway.Cli.Projects;

/// <summary><c>slipway new</c></summary>
internal static class NewCommand
{
    public static CommandWithExamples Create(CliOutput output)
    {
        var folder = new Argument<string>("folder") { Description = "The folder to make; it must not exist or be empty." };
        var from = new Option<string>("--from")
        {
            Description = $"The sample to start from: {string.Join(", ", SampleProjects.Names)}.",
            HelpName = "sample",
            DefaultValueFactory = _ => "wine",
        };
        var slipway = new Option<string?>("--slipway")
        {
            Description = "The repository of Slipway on GitHub, whose workflows those of the project call; its branch main, or another branch, tag or commit.",
            HelpName = "owner/name[@ref]",
        };
        var json = CommonOptions.Json();
        var command = new Command("new", "Makes a project folder from a sample, with workflows for GitHub.") { folder, from, slipway, json };
        command.SetAction(arguments =>
        {
            bool asJson = arguments.GetValue(json);
            string target = Path.GetFullPath(arguments.GetValue(folder)!);
            string sample = arguments.GetValue(from)!;
            if (!SampleProjects.Names.Contains(sample))
            {
                string names = string.Join(", ", SampleProjects.Names);
                return output.Fail([new Problem("projects.sampleNotFound", $"There is no sample '{sample}'. There are: {names}.")], asJson);
            }

            if (Path.Exists(target) && (File.Exists(target) || Directory.EnumerateFileSystemEntries(target).Any()))
            {
                return output.Fail(
                    [new Problem("projects.folderNotEmpty", $"{target} exists and is not empty. Name another folder; nothing was written.")], asJson);
            }

            string? repository = arguments.GetValue(slipway);
            if ((repository is null ? SlipwaySource.InTemplates : SlipwaySource.Parse(repository)) is not { } source)
            {
                return output.Fail(
                    [
                        new Problem(
                            "projects.badRepository",
                            $"'{repository}' is not a repository on GitHub. Give its owner and its name, and a branch, tag or commit if it is not main: "
                            + "owner/name or owner/name@ref."),
                    ],
                    asJson);
            }

            SampleProjects.Copy(sample, target, source);
            if (asJson)
            {
                output.WriteJson(new CreatedProject(target, sample));
            }
            else
            {
                output.WriteLine($"Made {target} from {sample}. Next: edit models/{sample}/model.yaml, then");
                output.WriteLine($"  slipway train --project {arguments.GetValue(folder)}");
                if (repository is null)
                {
                    output.WriteLine($"Before you push it to GitHub, write the owner into {source.Repository} in .github/workflows.");
                }
            }

            return (int)ExitCode.Ok;
        });
        return new CommandWithExamples(command, null, ["slipway new my-models", "slipway new rentals --from bike-sharing --slipway my-organization/slipway@main"]);
    }
}
