using Slipway.Benchmarks.Faults;

namespace Slipway.EndToEnd.Tests;

/// <summary>A command that was built without the packages of the cloud, as the published one is.</summary>
public class WithoutMlNetTests
{
    [WithoutMlNetFact]
    public async Task Train_WithATrainerOfMicrosoftML_SaysHowToGetIt()
    {
        using var folder = new TemporaryFolder();
        var made = await SlipwayProcess.RunAsync(folder.Path, "new", "project", "--from", "wine");
        Assert.True(made.ExitCode == 0, made.Error);
        string spec = folder["project/models/wine/model.yaml"];
        File.WriteAllText(spec, File.ReadAllText(spec).Replace("linear", "mlnet/lightgbm", StringComparison.Ordinal));

        var trained = await SlipwayProcess.RunAsync(folder.Path, "train", "--project", "project");

        Assert.NotEqual(0, trained.ExitCode);
        Assert.Contains("'mlnet/lightgbm'", trained.Error, StringComparison.Ordinal);
        Assert.Contains("-p:CloudPackages=true", trained.Error, StringComparison.Ordinal);
    }

    private sealed class WithoutMlNetFactAttribute : FactAttribute
    {
        public WithoutMlNetFactAttribute() => Skip = SlipwayCommand.HasMlNet ? "The command has the trainers of Microsoft.ML." : null;
    }
}
