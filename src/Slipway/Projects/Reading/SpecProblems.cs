using Slipway.Learning.Results;

namespace Slipway.Projects.Reading;

/// <summary>Collects what is wrong with a file. A few of the many problems of a hopeless file are as good as all.</summary>
internal sealed class SpecProblems(string fileName)
{
    private const int MaxCount = 100;

    private readonly List<Problem> _problems = [];

    public bool Any => _problems.Count > 0;

    public void Add(string code, YamlNode place, string message) => Add(code, place.LineNumber, place.ColumnNumber, message);

    public void Add(string code, long lineNumber, int columnNumber, string message) =>
        _problems.Add(new Problem(code, message) { Location = new FileLocation(fileName, lineNumber, columnNumber) });

    /// <summary>The problems in the order of the file.</summary>
    public IReadOnlyList<Problem> ToList()
    {
        var sorted = _problems.OrderBy(p => p.Location!.LineNumber).ThenBy(p => p.Location!.ColumnNumber).ToList();
        if (sorted.Count <= MaxCount)
        {
            return sorted;
        }

        var rest = new Problem(SpecCodes.TooManyProblems, $"{sorted.Count - MaxCount} more problems are not shown; mend these first.")
        {
            Location = sorted[MaxCount].Location,
        };
        return [.. sorted.Take(MaxCount), rest];
    }
}
