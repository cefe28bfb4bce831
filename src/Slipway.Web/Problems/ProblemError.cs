namespace Slipway.Web.Problems;

/// <summary>One of the failures of a request.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Pointer">Where in the body it is, as a JSON pointer; null when it is of the whole request.</param>
internal readonly record struct ProblemError(string Code, string Detail, string? Pointer = null);
