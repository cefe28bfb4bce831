using Slipway.Azure.Tests;

namespace Slipway.Tests.Storage;

/// <summary>A test on Azurite; skipped, with what to install, where that is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute
{
    public ContractFactAttribute() => Skip = Azurite.SkipReason;
}
