using System.CommandLine;

namespace Slipway.Cli.CommandLine;

/// <summary>A command, the group that it belongs to (none for those directly below <c>slipway</c>), and examples for its help.</summary>
internal sealed record CommandWithExamples(Command Command, Command? Group, string[] Examples);
