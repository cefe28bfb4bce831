using Slipway.Learning.Results;

namespace Slipway.Cli.Output;

/// <summary>What a command prints that failed.</summary>
internal sealed record Failure(IReadOnlyList<Problem> Problems);
