using Slipway.Learning.Tables;

namespace Slipway.Serving.Tensors;

/// <summary>Decides what each tensor of a request feeds, and that all features are fed, by as many rows.</summary>
internal sealed class TensorTargets(FeatureLayout layout, int maxRows, long bodyLength, FeatureBatch batch, InputReport report)
{
    private bool _hasRows;

    /// <summary>Finds what a tensor feeds, and makes room for its rows.</summary>
    /// <param name="header">What is said of it.</param>
    /// <param name="target">Has no width when its data are to be skipped.</param>
    /// <returns>Whether the rest of the text matters still.</returns>
    public bool TryOpen(in TensorHeader header, out TensorTarget target)
    {
        target = default;
        bool isAll = header.Width == layout.FeatureCount && (header.Width > 1 || header.Feature < 0);
        if (header.Width != 1 && !isAll)
        {
            return Refuse(
                $"An input has {header.Width} values a row. Send one tensor a feature, [rows, 1], or one with all {layout.FeatureCount} features.");
        }

        if (!isAll && header.Feature < 0)
        {
            report.Ignore(header.UnknownName!);
            return true;
        }

        if (!TryAddRows(header.Rows))
        {
            return false;
        }

        var found = new TensorTarget(isAll ? 0 : header.Feature, (int)header.Width, batch.RowCount, header.Datatype);
        target = Feeds(in found) ? found : default;
        return true;
    }

    /// <summary>What may be wrong with the whole, once all tensors are read.</summary>
    public void Finish()
    {
        if (!_hasRows && !report.IsValid)
        {
            return;
        }

        for (int i = 0; i < layout.FeatureCount; i++)
        {
            if (!batch.IsSet(i) && !(_hasRows && layout.Schema.Features[i].AllowsMissing))
            {
                report.Add("input.columnMissing", $"There is no tensor '{layout.Schema.Features[i].Name}'. Add it to the inputs.");
            }
        }

        if (_hasRows && batch.RowCount == 0 && report.IsValid)
        {
            report.Add("request.noRows", "The tensors have no rows. Send at least one.");
        }
    }

    private bool TryAddRows(long rows)
    {
        if (_hasRows)
        {
            return rows == batch.RowCount || Refuse("The inputs differ in their number of rows. Send as many in each.");
        }

        if (rows > maxRows)
        {
            JsonText.RefuseRows(maxRows, report);
            return false;
        }

        // A shape costs a few bytes and the rows that it announces many; each has at least one byte of data.
        if (rows > bodyLength)
        {
            return Refuse("The shape of an input announces more rows than the body has. Send the shape of the data.");
        }

        _hasRows = true;
        batch.AddRows((int)rows);
        return true;
    }

    private bool Feeds(in TensorTarget target)
    {
        bool feeds = true;
        for (int feature = target.FirstFeature; feature < target.FirstFeature + target.Width; feature++)
        {
            string name = layout.Schema.Features[feature].Name;
            if (!batch.MarkSet(feature))
            {
                report.Add("input.duplicate", $"There are two tensors for '{name}'. Send one.");
                feeds = false;
            }
            else if (!TensorDatatypes.Feeds(target.Datatype, layout.Types[feature]))
            {
                report.Add("input.datatype", $"'{name}' cannot be read from a tensor of this datatype. Send {Datatypes(feature)}.");
                feeds = false;
            }
        }

        return feeds;
    }

    private string Datatypes(int feature) => layout.Types[feature] switch
    {
        ColumnType.Number => "a number type",
        ColumnType.Timestamp => "BYTES with an ISO 8601 date and time",
        _ => "BYTES, or an integer type",
    };

    private bool Refuse(string message) => TensorProblems.Refuse(report, message);
}
