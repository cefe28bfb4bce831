using Slipway.Learning.Schemas;

namespace Slipway.Serving;

/// <summary>Reads CSV rows.</summary>
public sealed class CsvRowReader
{
    private readonly FeatureLayout _layout;

    /// <summary>Makes a reader of a model's rows.</summary>
    public CsvRowReader(ModelSchema schema)
        : this(new FeatureLayout(schema))
    {
    }

    internal CsvRowReader(FeatureLayout layout) => _layout = layout;

    /// <summary>Stub.</summary>
    public bool Read(Stream csv, int maxRows, FeatureBatch batch, InputReport report) => _layout is null;
}
