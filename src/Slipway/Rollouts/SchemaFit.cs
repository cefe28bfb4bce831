using Slipway.Learning.Results;
using Slipway.Learning.Schemas;

namespace Slipway.Rollouts;

/// <summary>
/// Whether a version can stand in for the champion: every request that the champion answers it answers as well, from the same features,
/// with the same classes. Only then can the champion answer where the version fails, and only then do their answers compare.
/// </summary>
internal static class SchemaFit
{
    public static IEnumerable<Problem> Check(ModelSchema champion, ModelSchema tried, int version, string? keyFeature)
    {
        if (champion.Task != tried.Task)
        {
            yield return Misfit(version, $"it predicts {Word(tried.Task)} and the champion {Word(champion.Task)}");
            yield break;
        }

        if (!champion.Classes.SequenceEqual(tried.Classes))
        {
            yield return Misfit(
                version, $"its classes are {string.Join(", ", tried.Classes)} and the champion's {string.Join(", ", champion.Classes)}");
        }

        var known = tried.Features.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var feature in champion.Features)
        {
            if (!known.Remove(feature.Name, out var same))
            {
                yield return Misfit(version, $"it does not know feature '{feature.Name}', which the champion needs to answer in its place");
            }
            else if (same.Type != feature.Type)
            {
                yield return Misfit(version, $"feature '{feature.Name}' is {Word(same.Type)} to it and {Word(feature.Type)} to the champion");
            }
            else if (feature.AllowsMissing && !same.AllowsMissing)
            {
                yield return Misfit(version, $"it requires feature '{feature.Name}', which the champion lets be missing");
            }
            else if ((same.Min ?? double.MinValue) > (feature.Min ?? double.MinValue) || (same.Max ?? double.MaxValue) < (feature.Max ?? double.MaxValue))
            {
                yield return Misfit(version, $"its bounds of feature '{feature.Name}' are narrower than the champion's");
            }
        }

        foreach (var added in known.Values.Where(f => !f.AllowsMissing || keyFeature is not null))
        {
            yield return Misfit(version, keyFeature is null
                ? $"it requires feature '{added.Name}', which callers of the champion do not send"
                : $"it has the feature '{added.Name}', which is not read when the key is a feature");
        }
    }

    private static Problem Misfit(int version, string why) => new(
        "rollout.schemaMisfit", $"Version {version} cannot stand in for the champion: {why}. Promote it when its callers have changed too.");

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
