namespace Slipway.Tests.Storage;

/// <summary>A test of a contract suite. Each project that runs the suites has its own, which knows when its adapters cannot be tested.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute;
