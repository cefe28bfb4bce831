namespace Slipway.Cli.Projects;

/// <summary>What <c>slipway new</c> made.</summary>
internal sealed record CreatedProject(string Folder, string Sample);
