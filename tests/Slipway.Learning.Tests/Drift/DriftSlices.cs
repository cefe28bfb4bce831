using System.Globalization;
using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

/// <summary>Slices of two public data sets, and what scipy says of them. No field is quoted.</summary>
internal static class DriftSlices
{
    public static Table Read(string name)
    {
        string[][] rows = [.. File.ReadAllLines(PathOf(name + ".csv")).Select(line => line.Split(','))];
        var columns = rows[0].Select((header, i) => ToColumn(header, [.. rows.Skip(1).Select(row => row[i])]));
        return new Table([.. columns]);
    }

    public static Dictionary<string, Dictionary<string, JsonElement>> ReadExpected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name + ".json")));
        return document.RootElement.GetProperty("columns").Deserialize<Dictionary<string, Dictionary<string, JsonElement>>>()!;
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "TestData", "drift", file);

    private static Column ToColumn(string name, string[] fields)
    {
        if (fields.All(field => double.TryParse(field, CultureInfo.InvariantCulture, out _)))
        {
            return new NumberColumn(name, [.. fields.Select(field => double.Parse(field, CultureInfo.InvariantCulture))]);
        }

        string[] words = [.. fields.Distinct()];
        return new CategoryColumn(name, [.. fields.Select(field => Array.IndexOf(words, field))], words);
    }
}
