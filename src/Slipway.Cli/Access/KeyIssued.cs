namespace Slipway.Cli.Access;

/// <summary>A key with its text, which is shown once.</summary>
internal sealed record KeyIssued(KeyLine Key, string Text);
