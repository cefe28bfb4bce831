using Slipway.Delivery.Tests.Infra.Bicep;

namespace Slipway.Delivery.Tests.Infra;

public sealed class BicepCheckerTests : IClassFixture<BrokenFolders>
{
    private readonly BrokenFolders _folders;

    public BicepCheckerTests(BrokenFolders folders) => _folders = folders;

    public static TheoryData<string> Kinds => [.. BrokenFolders.Errors.Select(e => e.Name)];

    [BicepFact]
    public void Check_OurInfrastructure_FindsNothing() => Assert.Empty(BicepChecker.Check(InfraFolder.Current));

    [BicepTheory]
    [MemberData(nameof(Kinds))]
    public void Check_ErrorMadeByHand_IsFoundWithItsPlace(string kind)
    {
        var error = BrokenFolders.Errors.Single(e => e.Name == kind);

        var folder = _folders.Broken(error);

        var findings = BicepChecker.Check(folder);

        int line = error.LineIn(folder.Texts[error.File]);
        Assert.Contains(
            findings,
            f => (f.Rule, f.File, f.Line) == (error.Rule, error.File, line) && f.Message.Contains(error.Named, StringComparison.Ordinal));
    }
}
