namespace Slipway.Tests.Storage;

/// <summary>Stands for the end of the process.</summary>
internal sealed class SimulatedCrashException : Exception;
