using System.Globalization;
using Slipway.Learning.Statistics;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Performance.Slices;

/// <summary>Groups the rows of a column: by word, by range of numbers; missing ones together. Times and texts are not grouped.</summary>
internal static class RowGroupings
{
    private const string Missing = "(missing)";

    public static IEnumerable<RowGrouping> Of(Column column, int bins) => column switch
    {
        CategoryColumn words => Collect(words.RowCount, row => words.Codes[row], code => words.Categories[code]),
        NumberColumn { Type: ColumnType.Boolean } flags => Collect(
            flags.RowCount,
            row => double.IsNaN(flags.Values[row]) ? -1 : flags.Values[row] == 0 ? 0 : 1,
            code => code == 0 ? "false" : "true"),
        NumberColumn numbers => OfNumbers(numbers, bins),
        _ => [],
    };

    private static IEnumerable<RowGrouping> OfNumbers(NumberColumn column, int bins)
    {
        var sample = SortedSample.Of(column.Values);
        if (sample.Count == 0)
        {
            return [];
        }

        double[] edges = [.. Enumerable.Range(1, bins - 1).Select(i => sample.Quantile((double)i / bins)).Distinct()];
        string Describe(int bin)
        {
            string low = bin == 0 ? "" : Text(edges[bin - 1]);
            string high = bin == edges.Length ? "" : Text(edges[bin]);
            return bin == 0 ? $"at most {high}" : bin == edges.Length ? $"above {low}" : $"({low}, {high}]";
        }

        return Collect(column.RowCount, row => double.IsNaN(column.Values[row]) ? -1 : BinOf(edges, column.Values[row]), Describe);
    }

    private static int BinOf(double[] edges, double value)
    {
        int index = Array.BinarySearch(edges, value);
        return index >= 0 ? index : ~index;
    }

    private static IEnumerable<RowGrouping> Collect(int rowCount, Func<int, int> codeOf, Func<int, string> nameOf)
    {
        var groups = new SortedDictionary<int, List<int>>();
        for (int row = 0; row < rowCount; row++)
        {
            int code = codeOf(row);
            if (!groups.TryGetValue(code, out var rows))
            {
                groups.Add(code, rows = []);
            }

            rows.Add(row);
        }

        return groups.Select(group => new RowGrouping(group.Key < 0 ? Missing : nameOf(group.Key), group.Value));
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
