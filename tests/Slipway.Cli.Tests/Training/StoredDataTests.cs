namespace Slipway.Cli.Tests.Training;

/// <summary>Data that is in the store, not in the project; and training again what is registered.</summary>
public class StoredDataTests
{
    private const int NotFound = 3;
    private const int Invalid = 4;

    private static readonly string BlobSpec = TestProject.GoodSpec.Replace("data/small.csv", "\"blob:training/small/*.csv\"", StringComparison.Ordinal);

    [Fact]
    public async Task Train_OnABlobSource_ReadsEveryMatchFromTheStore()
    {
        using var project = new TestProject();
        string[] lines = TestProject.GoodRows().TrimEnd('\n').Split('\n');
        await project.RunAsync("train");
        project.WriteSpec(BlobSpec);
        Drop(project, "training/small/a.csv", lines[..31]);
        Drop(project, "training/small/b.csv", [lines[0], .. lines[31..]]);
        Drop(project, "training/small/notes.txt", ["not a table"]);
        Drop(project, "training/small/old/c.csv", lines);
        Drop(project, "training/smaller/d.csv", lines);
        File.Delete(project.DataFile);

        var validated = await project.RunAsync("validate");
        var run = await project.RunAsync("train");
        var compared = await CliRun.RunAsync("models", "show", "small", "--store", project.Store);

        Assert.True(validated.ExitCode == 0, validated.Error);
        Assert.Contains("60 rows", validated.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("small version 2", compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_OnABlobThatIsNotThere_IsNotFoundAndWritesNothing()
    {
        using var project = new TestProject();
        project.WriteSpec(BlobSpec);

        var run = await project.RunAsync("train");

        Assert.Equal(NotFound, run.ExitCode);
        Assert.Contains("data.fileNotFound", run.Error, StringComparison.Ordinal);
        Assert.Contains("training/small/*.csv", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project.Store));
    }

    [Fact]
    public async Task Reproduce_WhatWasTrained_IsIdenticalUntilItsFileIsAnother()
    {
        using var project = new TestProject();
        Assert.Equal(0, (await project.RunAsync("train")).ExitCode);

        var same = await CliRun.RunAsync("reproduce", "small@1", "--store", project.Store);
        var asJson = await CliRun.RunAsync("reproduce", "small@champion", "--store", project.Store, "--json");
        project.WriteData(TestProject.GoodRows() + "1,2,yes\n");
        var unchanged = await CliRun.RunAsync("reproduce", "small@1", "--store", project.Store);

        Assert.True(same.ExitCode == 0, same.Error);
        Assert.StartsWith("small@1 is identical: 1 trials of run ", same.Output, StringComparison.Ordinal);
        Assert.Contains("\"isIdentical\": true", asJson.Output, StringComparison.Ordinal);
        Assert.Equal(0, unchanged.ExitCode);

        // A recorded score that is not what the data gives.
        string file = Directory.EnumerateFiles(Path.Combine(project.Store, "runs"), "run.json", SearchOption.AllDirectories).Single();
        string text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("\"trainer\": \"linear\"", "\"trainer\": \"gbdt\"", StringComparison.Ordinal));
        var differs = await CliRun.RunAsync("reproduce", "small@1", "--store", project.Store);

        Assert.Equal(Invalid, differs.ExitCode);
        Assert.Contains("reproduce.differs", differs.Error, StringComparison.Ordinal);
        Assert.Contains("Trial 1 was gbdt", differs.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("small", Invalid, "reproduce.badVersion")]
    [InlineData("small@", Invalid, "reproduce.badVersion")]
    [InlineData("Small@1", Invalid, "registry.badModelName")]
    [InlineData("small@1", NotFound, "registry.modelNotFound")]
    public async Task Reproduce_WhatDoesNotExist_SaysSo(string version, int exitCode, string code)
    {
        using var project = new TestProject();

        var run = await CliRun.RunAsync("reproduce", version, "--store", project.Store);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    private static void Drop(TestProject project, string path, string[] lines)
    {
        string file = Path.Combine(project.Store, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
    }
}
