namespace Slipway.Tests.Storage;

/// <summary>A test of a contract suite, with data. Each project that runs the suites has its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractTheoryAttribute : TheoryAttribute;
