namespace Slipway.Results;

/// <summary>What a problem code means to a caller over HTTP and to a script that runs the CLI.</summary>
/// <param name="Pattern">
/// A whole code such as <c>registry.modelNotFound</c>, or an area such as <c>data.*</c> for the codes not named one by one.
/// </param>
/// <param name="HttpStatus">The HTTP status of the answer.</param>
/// <param name="ExitCode">The exit code of the command.</param>
public sealed record ErrorMapping(string Pattern, int HttpStatus, ExitCode ExitCode);
