using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Monitoring;

/// <summary>
/// Gathers current rows and the model's answers, chunk by chunk, into what a report needs: one pass, and memory that does not grow with the
/// rows. Not safe for several threads at once.
/// </summary>
public sealed class MonitoredRows
{
    private readonly ModelSchema _schema;
    private readonly DatasetProfileBuilder _features = new();
    private readonly DatasetProfileBuilder _predictions = new(findsDuplicates: false);
    private readonly PerformanceEstimator? _estimator;
    private bool _hasPredictions;

    /// <summary>Makes a gathering without rows.</summary>
    /// <param name="schema">What the model takes and answers.</param>
    /// <param name="reference">What the performance is estimated with; null for no estimate.</param>
    public MonitoredRows(ModelSchema schema, PerformanceReference? reference)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _estimator = reference is null ? null : new PerformanceEstimator(reference);
    }

    /// <summary>Adds rows and what the model answered.</summary>
    /// <param name="features">
    /// The features as numbers of full precision, as training reads them: values rounded to single precision differ from the reference.
    /// </param>
    /// <param name="predictions">The answers, row-major.</param>
    /// <exception cref="ArgumentException">The columns differ from those of the first chunk, or the lengths do not fit
    /// together.</exception>
    public void Add(Table features, ReadOnlySpan<float> predictions)
    {
        Add(features);
        _predictions.Add(PredictionTable.Of(_schema, predictions));
        _estimator?.Add(features, predictions);
        _hasPredictions = true;
    }

    /// <summary>Adds rows that the model was not asked about.</summary>
    /// <exception cref="ArgumentException">The columns differ from those of the first chunk.</exception>
    public void Add(Table features)
    {
        ArgumentNullException.ThrowIfNull(features);
        _features.Add(features);
    }

    /// <summary>What was gathered so far.</summary>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public MonitoredData Build() =>
        new(_features.Build(), _hasPredictions ? _predictions.Build() : null, _hasPredictions ? _estimator?.Build() : null);
}
