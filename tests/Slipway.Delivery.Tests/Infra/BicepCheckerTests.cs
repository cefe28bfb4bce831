using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

public sealed class BicepCheckerTests(BrokenFolders folders) : IClassFixture<BrokenFolders>
{
    public static TheoryData<string> OwnKinds => [.. BrokenFolders.ForTheChecker.Select(e => e.Name)];

    public static TheoryData<string> CompilerKinds => [.. BrokenFolders.ForTheCompiler.Select(e => e.Name)];

    [BicepFact]
    public void Check_OurInfrastructure_FindsNothing() => Assert.Empty(BicepChecker.Check(InfraFolder.Current));

    [CompilerFact]
    public void Compile_OurInfrastructure_FindsNothingAndMakesATemplateOfEveryFile()
    {
        using var copy = new TemporaryFolder();
        InfraFolder.Write(InfraFolder.Texts, copy.Path);

        Assert.Empty(BicepCompiler.Compile(copy.Path));
        Assert.Empty(BicepCompiler.Build(copy.Path));
        Assert.All(
            InfraFolder.Texts.Keys.Where(path => path.Contains(".bicep", StringComparison.Ordinal)),
            path => Assert.True(File.Exists(copy[Path.ChangeExtension(path, ".json")]), path));
    }

    [BicepTheory]
    [MemberData(nameof(OwnKinds))]
    public void Check_ErrorMadeByHand_IsFoundWithItsPlace(string kind)
    {
        var error = BrokenFolders.ForTheChecker.Single(e => e.Name == kind);

        error.AssertFoundIn(folders.Checked(error));
    }

    [CompilerTheory]
    [MemberData(nameof(CompilerKinds))]
    public void Compile_ErrorMadeByHand_IsFoundWithItsPlace(string kind)
    {
        var error = BrokenFolders.ForTheCompiler.Single(e => e.Name == kind);

        error.AssertFoundIn(folders.Compiled(error));
    }
}
