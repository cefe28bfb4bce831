namespace Slipway.Learning.Results;

/// <summary>A place in a text file.</summary>
/// <param name="File">The path as the user gave it.</param>
/// <param name="LineNumber">The line, 1-based.</param>
/// <param name="ColumnNumber">The column in the line, 1-based; 0 when only the line is known.</param>
public sealed record FileLocation(string File, long LineNumber, int ColumnNumber = 0)
{
    /// <summary>The place as compilers write it, <c>file:line:column</c>.</summary>
    public override string ToString() => ColumnNumber == 0 ? $"{File}:{LineNumber}" : $"{File}:{LineNumber}:{ColumnNumber}";
}
