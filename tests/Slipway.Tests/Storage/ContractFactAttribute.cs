namespace Slipway.Tests.Storage;

/// <summary>A test of a contract suite. Each project that runs the suites has its own, which knows when to skip.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute;
