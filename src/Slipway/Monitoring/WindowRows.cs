using Slipway.Learning.Evaluation;
using Slipway.Learning.Performance;
using Slipway.Learning.Performance.Slices;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.PredictionLog;

namespace Slipway.Monitoring;

/// <summary>
/// Gathers the logged predictions of a window: profiles of all of them, and of those with an outcome enough to measure and slice. Not safe
/// for
/// several threads at once.
/// </summary>
internal sealed class WindowRows
{
    /// <summary>The most rows with an outcome that are kept; evenly spaced ones when there are more would cost a second pass, so the first
    /// are.</summary>
    public const int MaxLabelled = 200_000;

    private const int ChunkRows = 4096;

    private readonly ModelSchema _schema;
    private readonly HashSet<string> _omitted;
    private readonly Dictionary<string, int> _classes;
    private readonly MonitoredRows _monitored;
    private readonly List<LoggedPrediction> _chunk = new(ChunkRows);
    private readonly List<LoggedPrediction> _labelled = [];

    /// <summary>Makes a gathering.</summary>
    /// <param name="schema">What the version takes and answers.</param>
    /// <param name="omitted">The features that are not logged.</param>
    /// <param name="reference">What performance is estimated with; null for no estimate.</param>
    public WindowRows(ModelSchema schema, HashSet<string> omitted, PerformanceReference? reference)
    {
        (_schema, _omitted) = (schema, omitted);
        _classes = schema.Classes.Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index, StringComparer.Ordinal);

        // The model of errors asks for every feature.
        _monitored = new MonitoredRows(schema, schema.Task == LearningTask.Regression && omitted.Count > 0 ? null : reference);
    }

    public long RowCount { get; private set; }

    /// <summary>Rows that other versions answered, which say nothing of this one.</summary>
    public long OtherRowCount { get; private set; }

    public int LabelledCount => _labelled.Count;

    public void AddOther() => OtherRowCount++;

    /// <summary>Adds a prediction of the version.</summary>
    public void Add(LoggedPrediction row)
    {
        RowCount++;
        _chunk.Add(row);
        if (IsMeasurable(row) && _labelled.Count < MaxLabelled)
        {
            _labelled.Add(row);
        }

        if (_chunk.Count == ChunkRows)
        {
            Flush();
        }
    }

    /// <summary>All rows, in the form that is compared with the reference; null where no feature is logged.</summary>
    public MonitoredData? Build()
    {
        Flush();
        return RowCount == 0 || _omitted.Count == _schema.Features.Count ? null : _monitored.Build();
    }

    /// <summary>The metrics of the rows with an outcome, by name.</summary>
    public IReadOnlyDictionary<string, double> Measure() =>
        Evaluator.ScoreAll(_schema.Task, _schema.Classes, Targets(), Predictions(_labelled));

    /// <summary>The groups of rows that the version is worst at; null where no feature is logged.</summary>
    public SliceReport? Slice() => _labelled.Count == 0 || _omitted.Count == _schema.Features.Count
        ? null
        : SliceFinder.Find(_schema with { Features = [.. _schema.Features.Where(f => !_omitted.Contains(f.Name))] }, Features(_labelled), Targets(), Predictions(_labelled), new SliceOptions());

    /// <summary>How wrong each prediction with an outcome was, in the order of time: 0 or 1 for classes, the size of the error for
    /// numbers.</summary>
    public IEnumerable<double> Errors() => _labelled.OrderBy(row => row.Time).ThenBy(row => row.Id).Select(row => _schema.Task == LearningTask.Regression
        ? Math.Abs(row.Value - row.Actual!.Value.Value)
        : row.Label == row.Actual!.Value.Label ? 0 : 1);

    private bool IsMeasurable(LoggedPrediction row) => row.Actual is { } actual && (_schema.Task == LearningTask.Regression
        ? double.IsFinite(actual.Value) && double.IsFinite(row.Value)
        : actual.Label is { } label && _classes.ContainsKey(label) && row.Probabilities.Length == _schema.Classes.Count
            && !row.Probabilities.Span.ContainsAnyExceptInRange(0, 1));

    private void Flush()
    {
        if (_chunk.Count > 0 && _omitted.Count < _schema.Features.Count)
        {
            _monitored.Add(Features(_chunk), Predictions(_chunk));
        }

        _chunk.Clear();
    }

    private Table Features(List<LoggedPrediction> rows)
    {
        var table = LoggedTable.ForMonitoring(_schema, rows, _omitted);
        return new Table([.. _schema.Features.Where(f => !_omitted.Contains(f.Name)).Select(f => table[f.Name])]);
    }

    private float[] Predictions(List<LoggedPrediction> rows)
    {
        int width = _schema.OutputWidth;
        var values = new float[rows.Count * width];
        for (int i = 0; i < rows.Count; i++)
        {
            var row = values.AsSpan(i * width, width);
            if (_schema.Task == LearningTask.Regression)
            {
                row[0] = (float)rows[i].Value;
            }
            else if (rows[i].Probabilities.Length == width)
            {
                rows[i].Probabilities.Span.CopyTo(row);
            }
            else
            {
                row.Fill(float.NaN);
            }
        }

        return values;
    }

    private double[] Targets() => [.. _labelled.Select(row => _schema.Task == LearningTask.Regression
        ? row.Actual!.Value.Value
        : _classes[row.Actual!.Value.Label!])];
}
