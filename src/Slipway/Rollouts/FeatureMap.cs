using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Serving;

namespace Slipway.Rollouts;

/// <summary>
/// Carries rows from the features of one version to those of another, by name; features that the first does not know are missing.
/// Immutable.
/// </summary>
internal sealed class FeatureMap
{
    private readonly ColumnType[] _types;
    private readonly int[] _sources;

    public FeatureMap(ModelSchema from, ModelSchema to)
    {
        var indices = from.Features.Select((f, i) => (f, i)).ToDictionary(f => (f.f.Name, f.f.Type), f => f.i);
        _types = [.. to.Features.Select(f => f.Type)];
        _sources = [.. to.Features.Select(f => indices.GetValueOrDefault((f.Name, f.Type), -1))];
    }

    /// <summary>Adds the rows of one batch to another.</summary>
    public void Copy(FeatureBatch from, FeatureBatch to)
    {
        for (int row = 0; row < from.RowCount; row++)
        {
            to.AddRow();
            for (int i = 0; i < _sources.Length; i++)
            {
                int source = _sources[i];
                if (source < 0)
                {
                    continue;
                }

                switch (_types[i])
                {
                    case ColumnType.Number or ColumnType.Boolean: to.SetNumber(i, from.Numbers(source)[row]); break;
                    case ColumnType.Timestamp: to.SetTicks(i, from.Ticks(source)[row]); break;
                    default: to.SetWord(i, from.Words(source)[row]); break;
                }
            }
        }
    }
}
