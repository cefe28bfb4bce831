namespace Slipway.Cli.Tests.Training;

/// <summary>Trainers of Microsoft.ML in a spec: used by a build that has them, explained by one that has not.</summary>
public class MlNetTests
{
    private static readonly string Spec = TestProject.GoodSpec.Replace("[linear]", "[mlnet/lightgbm]", StringComparison.Ordinal);

#if CLOUD_PACKAGES
    [Fact]
    public async Task Train_WithMicrosoftML_RegistersAVersion()
    {
        using var project = new TestProject();
        project.WriteSpec(Spec.Replace("lightgbm", "lbfgs", StringComparison.Ordinal));

        var run = await project.RunAsync("train");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("mlnet/lbfgs", run.Output, StringComparison.Ordinal);
    }
#else
    [Fact]
    public async Task Train_WithMicrosoftML_SaysHowToGetIt()
    {
        using var project = new TestProject();
        project.WriteSpec(Spec);

        var run = await project.RunAsync("train");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("'mlnet/lightgbm'", run.Error, StringComparison.Ordinal);
        Assert.Contains("-p:CloudPackages=true", run.Error, StringComparison.Ordinal);
    }
#endif
}
