#if CLOUD_PACKAGES
namespace Slipway.Cli.Tests.Training;

/// <summary>Trainers of Microsoft.ML in a spec, in a build that has them. What one that has not says is seen by the whole product's tests.</summary>
public class MlNetTests
{
    private static readonly string Spec = TestProject.GoodSpec.Replace("[linear]", "[mlnet/lbfgs]", StringComparison.Ordinal);

    [Fact]
    public async Task Train_WithMicrosoftML_RegistersAVersion()
    {
        using var project = new TestProject();
        project.WriteSpec(Spec);

        var run = await project.RunAsync("train");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("mlnet/lbfgs", run.Output, StringComparison.Ordinal);
    }
}
#endif
