using System.Text.Json;

namespace Slipway.Serving;

/// <summary>
/// What reading rows found: all problems, up to a bound, and the names of the columns that the model does not know. Reused between
/// requests; not safe to use from several threads.
/// </summary>
public sealed class InputReport
{
    /// <summary>The most problems that are kept; the rest is only counted.</summary>
    public const int MaxProblems = 100;

    /// <summary>The most ignored columns that are named.</summary>
    public const int MaxIgnoredColumns = 20;

    private const int MaxNameLength = 64;

    private readonly List<InputProblem> _problems = [];
    private readonly List<string> _ignoredColumns = [];
    private readonly List<int> _badRows = [];
    private int _requestProblems;

    /// <summary>The first problems, in the order of the rows.</summary>
    public IReadOnlyList<InputProblem> Problems => _problems;

    /// <summary>The number of all problems, kept or not.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>
    /// The distinct names of the first columns that the model does not know, cut to a sane length. Their values are ignored.
    /// </summary>
    public IReadOnlyList<string> IgnoredColumns => _ignoredColumns;

    /// <summary>Whether the request was a single object rather than an array or a table.</summary>
    public bool IsSingleRow { get; internal set; }

    /// <summary>
    /// Whether messages name the bounds that the schema declares; for protocols whose callers may not read the schema they do not.
    /// </summary>
    public bool NamesBounds { get; set; } = true;

    /// <summary>The rows that have a problem, 0-based, ascending.</summary>
    public IReadOnlyList<int> BadRows => _badRows;

    /// <summary>Whether every problem is one of a row, so that the other rows are sound.</summary>
    public bool IsOfRowsOnly => _requestProblems == 0;

    /// <summary>Whether there is no problem.</summary>
    public bool IsValid => ProblemCount == 0;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _problems.Clear();
        _ignoredColumns.Clear();
        _badRows.Clear();
        (ProblemCount, _requestProblems) = (0, 0);
        (IsSingleRow, NamesBounds) = (false, true);
    }

    /// <summary>Forgets what was found, for another reading of the same request.</summary>
    internal void StartAgain()
    {
        bool namesBounds = NamesBounds;
        Clear();
        NamesBounds = namesBounds;
    }

    internal void Add(string code, string message, int rowIndex = -1)
    {
        Count(rowIndex);
        if (++ProblemCount <= MaxProblems)
        {
            _problems.Add(new InputProblem(code, message, rowIndex));
        }
    }

    /// <summary>Adds a problem of a row; the message is made only when it is kept, so that hopeless requests stay cheap.</summary>
    internal void Add(InputRule rule, int rowIndex, FeatureLayout layout, int featureIndex)
    {
        Count(rowIndex);
        if (++ProblemCount <= MaxProblems)
        {
            var feature = featureIndex < 0 ? null : layout.Schema.Features[featureIndex];
            _problems.Add(InputRules.Describe(rule, rowIndex, feature, NamesBounds));
        }
    }

    /// <summary>Forgets all rows' problems and reports one that makes them moot.</summary>
    internal void Refuse(string code, string message)
    {
        _problems.Clear();
        _badRows.Clear();
        ProblemCount = 0;
        Add(code, message);
    }

    private void Count(int rowIndex)
    {
        if (rowIndex < 0)
        {
            _requestProblems++;
        }
        else if (_badRows.Count == 0 || _badRows[^1] != rowIndex)
        {
            _badRows.Add(rowIndex);
        }
    }

    internal void Ignore(ref Utf8JsonReader property)
    {
        if (_ignoredColumns.Count == MaxIgnoredColumns)
        {
            return;
        }

        foreach (string name in _ignoredColumns)
        {
            if (property.ValueTextEquals(name))
            {
                return;
            }
        }

        Ignore(property.GetString()!);
    }

    internal void Ignore(string column)
    {
        string name = column.Length <= MaxNameLength ? column : string.Concat(column.AsSpan(0, MaxNameLength), "…");
        if (_ignoredColumns.Count < MaxIgnoredColumns && !_ignoredColumns.Contains(name))
        {
            _ignoredColumns.Add(name);
        }
    }
}
