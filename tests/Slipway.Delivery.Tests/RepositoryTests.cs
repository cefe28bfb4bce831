namespace Slipway.Delivery.Tests;

public sealed class RepositoryTests
{
    [Fact]
    public void Root_OfTheTests_HoldsTheTopLevel()
    {
        Assert.All(["src", "tests", "templates", ".github"], name => Assert.True(Directory.Exists(Repository.PathOf(name)), name));
    }
}
