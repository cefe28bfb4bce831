using System.Globalization;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;
using Slipway.Projects;

namespace Slipway.Training;

/// <summary>What the rows of a column tell of a feature.</summary>
internal static class FeatureDescription
{
    /// <summary>Describes a column of which at least one value is not missing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="declared">What the spec says of it; may be null.</param>
    public static FeatureSchema Of(Column column, FeatureSpec? declared)
    {
        int first = Enumerable.Range(0, column.RowCount).First(i => !column.IsMissing(i));
        return new FeatureSchema(column.Name, column.Type)
        {
            AllowsMissing = Enumerable.Range(0, column.RowCount).Any(column.IsMissing),
            Min = declared?.Min,
            Max = declared?.Max,
            Categories = column is CategoryColumn c ? ByFrequency(c) : null,
            Example = column switch
            {
                NumberColumn { Type: ColumnType.Boolean } n => n.Values[first] == 1 ? "true" : "false",
                NumberColumn n => n.Values[first].ToString("R", CultureInfo.InvariantCulture),
                CategoryColumn k => k.Categories[k.Codes[first]],
                TimestampColumn t => new DateTime(t.Ticks[first], DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                _ => null,
            },
        };
    }

    private static List<string> ByFrequency(CategoryColumn column)
    {
        var counts = new int[column.Categories.Count];
        foreach (int code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        return [.. Enumerable.Range(0, counts.Length)
            .Where(i => counts[i] > 0)
            .OrderByDescending(i => counts[i])
            .ThenBy(i => column.Categories[i], StringComparer.Ordinal)
            .Select(i => column.Categories[i])];
    }
}
