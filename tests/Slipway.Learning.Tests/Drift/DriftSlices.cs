using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Slipway.Learning.Tables;

namespace Slipway.Learning.Tests.Drift;

/// <summary>Slices of public data sets: bike sharing, census, houses of California, diabetes, and what scipy says of them. No field is quoted.</summary>
internal static class DriftSlices
{
    public static Table Read(string name)
    {
        string[][] rows = [.. ReadLines(name).Select(line => line.Split(','))];
        var columns = rows[0].Select((header, i) => ToColumn(header, [.. rows.Skip(1).Select(row => row[i])]));
        return new Table([.. columns]);
    }

    public static Dictionary<string, Dictionary<string, JsonElement>> ReadExpected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name + ".json")));
        return document.RootElement.GetProperty("columns").Deserialize<Dictionary<string, Dictionary<string, JsonElement>>>()!;
    }

    public static IReadOnlyList<(string First, string Second, double Reference, double Current, double PValue)> ReadCorrelations(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name + ".json")));
        return
        [
            .. document.RootElement.GetProperty("correlations").EnumerateArray().Select(pair => (
                pair.GetProperty("first").GetString()!, pair.GetProperty("second").GetString()!, pair.GetProperty("reference").GetDouble(),
                pair.GetProperty("current").GetDouble(), pair.GetProperty("p").GetDouble())),
        ];
    }

    private static IEnumerable<string> ReadLines(string name)
    {
        string path = PathOf(name + ".csv.gz");
        if (!File.Exists(path))
        {
            return File.ReadAllLines(PathOf(name + ".csv"));
        }

        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return unpacked.ReadToEnd().TrimEnd('\n').Split('\n');
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
