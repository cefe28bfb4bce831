namespace Slipway.Learning.Results;

/// <summary>
/// An expected failure or a warning, worded for the person who can mend it: the message gives the value, the rule and the fix.
/// </summary>
/// <param name="Code">The stable code, <c>area.reason</c> in lower camel case, such as <c>data.labelMissing</c>.</param>
/// <param name="Message">One or two sentences that name the value, the rule that it breaks and what to do.</param>
public sealed record Problem(string Code, string Message)
{
    /// <summary>Where the problem is, when it is in a file.</summary>
    public FileLocation? Location { get; init; }

    /// <summary>The problem as one line: location (if any), message, code.</summary>
    public override string ToString() => Location is null ? $"{Message} [{Code}]" : $"{Location}: {Message} [{Code}]";
}
