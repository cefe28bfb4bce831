using Slipway.Azure.Tests;

namespace Slipway.Tests.Storage;

/// <summary>A test on Azurite, with data; skipped, with what to install, where that is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractTheoryAttribute : TheoryAttribute
{
    public ContractTheoryAttribute() => Skip = Azurite.SkipReason;
}
