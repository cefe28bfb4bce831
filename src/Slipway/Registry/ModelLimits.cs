using System.Globalization;
using Slipway.Learning.Schemas;
using Slipway.Learning.Tables;

namespace Slipway.Registry;

/// <summary>What the facts about a version say on where it may be used and where not.</summary>
internal static class ModelLimits
{
    private const int FewTestRows = 200;
    private const double DominantShare = 0.5;

    public static IEnumerable<string> Describe(ModelManifest manifest)
    {
        var schema = manifest.Schema;
        yield return manifest.Lineage.Imported is not null
            ? $"It predicts '{HtmlText.Clip(schema.Label)}' and was trained elsewhere; on which rows is not known here."
            : $"It is meant to predict '{HtmlText.Clip(schema.Label)}' for rows like the {manifest.TrainingRows} "
            + "that it was trained on. How it does on others was not measured.";
        if (manifest.TestRows < FewTestRows)
        {
            yield return $"The metrics are of only {manifest.TestRows} rows, so they are rough.";
        }

        if (schema.Task == LearningTask.Regression)
        {
            yield return "It gives one number without an interval, and tree models never go beyond the values that they have seen.";
        }
        else
        {
            yield return $"It always answers with one of its {schema.Classes.Count} classes, also for a row that belongs to none of them.";
        }

        var dominant = manifest.FeatureImportance
            .OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).FirstOrDefault();
        if (dominant.Value > DominantShare)
        {
            string share = (dominant.Value * 100).ToString("0", CultureInfo.InvariantCulture);
            yield return $"The feature '{HtmlText.Clip(dominant.Key)}' alone has {share}% of "
                + "the importance. Make sure that it is known before the outcome is.";
        }

        int required = schema.Features.Count(f => !f.AllowsMissing);
        if (required > 0)
        {
            yield return $"A row that lacks one of the {required} features without missing values is refused.";
        }

        if (schema.Features.Any(f => f.Min is not null || f.Max is not null))
        {
            yield return "A value outside the declared bounds of its feature is refused.";
        }

        if (schema.Features.Any(f => f.Type == ColumnType.Category))
        {
            yield return "A category that was not there in training is accepted and treated as unseen.";
        }
    }
}
