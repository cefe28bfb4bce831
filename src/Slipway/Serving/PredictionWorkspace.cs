using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>
/// The buffers of one request, from rows to answers. Pooled by <see cref="ServedModel"/>; not safe to use from several threads.
/// </summary>
public sealed class PredictionWorkspace
{
    internal PredictionWorkspace(ModelSchema schema) => (Batch, Predictions) = (new FeatureBatch(schema), new Predictions(schema));

    /// <summary>The rows.</summary>
    public FeatureBatch Batch { get; }

    /// <summary>What reading them found.</summary>
    public InputReport Report { get; } = new();

    /// <summary>The answers.</summary>
    public Predictions Predictions { get; }

    /// <summary>
    /// Takes the rows with problems out of the batch; <see cref="InputReport.BadRows"/> goes on naming them by their places in the request.
    /// </summary>
    /// <returns>Whether there is something left to predict: a list of rows whose problems are all of single rows, and a sound one.</returns>
    public bool TrySkipBadRows()
    {
        if (Report.IsSingleRow || !Report.IsOfRowsOnly || Report.BadRows.Count >= Batch.RowCount)
        {
            return false;
        }

        Batch.RemoveRows(Report.BadRows);
        return true;
    }

    internal void Clear()
    {
        Batch.Clear();
        Report.Clear();
    }
}
