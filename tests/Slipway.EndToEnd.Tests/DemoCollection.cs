namespace Slipway.EndToEnd.Tests;

/// <summary>The tests that share one run of the demo.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<DemoFixture>
{
    public const string Name = "demo";
}
