using Slipway.Learning.Results;
using Slipway.Projects;

namespace Slipway.Datasets;

/// <summary>Checks that the columns that a spec names are there.</summary>
internal static class ColumnNames
{
    private const int MaxListed = 20;

    public static List<Problem> Check(IReadOnlyList<string> header, DataSpec spec)
    {
        var known = header.ToHashSet(StringComparer.Ordinal);
        string list = string.Join(", ", header.Take(MaxListed)) + (header.Count > MaxListed ? ", ..." : "");
        return [.. NamedBy(spec)
            .Where(named => !known.Contains(named.Name))
            .Select(named => new Problem(
                named.Key == "data.label" ? "data.labelMissing" : "data.unknownColumn",
                $"The data has no column '{named.Name}', which {named.Key} names. It has: {list}."))];
    }

    private static IEnumerable<(string Key, string Name)> NamedBy(DataSpec spec) =>
    [
        ("data.label", spec.Label),
        .. spec.Time is { } time ? [("data.time", time)] : Array.Empty<(string, string)>(),
        .. spec.Weight is { } weight ? [("data.weight", weight)] : Array.Empty<(string, string)>(),
        .. spec.Ignore.Select(name => ("data.ignore", name)),
        .. spec.Features.Keys.Select(name => ("data.features", name)),
    ];
}
