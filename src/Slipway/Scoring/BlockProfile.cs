using Slipway.Learning.Performance;
using Slipway.Learning.Profiles;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Scoring;

/// <summary>
/// Gathers of each block what reports need. The profile and the estimate take every n-th line, as they cost about as much as predicting
/// does; repeats cannot be told from a sample of lines, so every row has a hash.
/// </summary>
internal sealed class BlockProfile
{
    private readonly ModelSchema _schema;
    private readonly ProfileRows _profiled;
    private readonly ProfileRows? _estimated;
    private readonly EstimationTally? _tally;
    private readonly RowHashes _hashes = new();

    public BlockProfile(ModelSchema schema, ScoringOptions options)
    {
        (_schema, _tally) = (schema, options.Estimation);
        _profiled = new ProfileRows(schema, options.ProfileStride);
        _estimated = _tally is null ? null : new ProfileRows(schema, Math.Max(options.ProfileStride, options.EstimationStride));
    }

    /// <summary>The rows that go into the profile.</summary>
    public Table? Rows { get; private set; }

    /// <summary>A hash of the features of every row.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.Values;

    /// <summary>What the performance is estimated from; null where it is not, or no row was chosen.</summary>
    public EstimationSums? Sums { get; private set; }

    public void Clear()
    {
        _profiled.Clear();
        _estimated?.Clear();
    }

    public void Note(long lineNumber, int rowIndex)
    {
        _profiled.Note(lineNumber, rowIndex);
        _estimated?.Note(lineNumber, rowIndex);
    }

    /// <summary>Gathers the rows that were noted.</summary>
    public void Take(FeatureBatch batch, Predictions predictions)
    {
        Rows = _profiled.Take(batch, predictions);
        Hash(batch);
        if (_tally is { } tally && _estimated is { } estimated)
        {
            Sums = tally.Sum(tally.NeedsFeatures ? estimated.Take(batch, predictions) : null, estimated.TakeAnswers(predictions));
        }
    }

    private void Hash(FeatureBatch batch)
    {
        _hashes.Start(batch.RowCount);
        for (int i = 0; i < _schema.Features.Count; i++)
        {
            switch (_schema.Features[i].Type)
            {
                case ColumnType.Number or ColumnType.Boolean: _hashes.Add(batch.Numbers(i)); break;
                case ColumnType.Timestamp: _hashes.Add(batch.Ticks(i)); break;
                default: _hashes.Add(batch.Words(i)); break;
            }
        }

        _hashes.Finish();
    }
}
