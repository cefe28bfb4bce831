using Microsoft.AspNetCore.Http;
using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>What the query string of a prediction says.</summary>
/// <param name="Choice">The version that is asked for.</param>
/// <param name="SkipsBadRows"><c>?onError=skip</c>: rows that can be predicted are answered, and the others are listed.</param>
/// <param name="Explains"><c>?explain=true</c> or <c>false</c>; null leaves it to the model.</param>
internal readonly record struct PredictQuery(VersionChoice Choice, bool SkipsBadRows, bool? Explains)
{
    public const string Rule = VersionQuery.Rule + " 'onError' is 'fail' or 'skip', 'explain' is 'true' or 'false'.";

    public static bool TryRead(IQueryCollection query, out PredictQuery result)
    {
        result = default;
        if (query.Count == 0)
        {
            return true;
        }

        var (onError, explain) = (query["onError"], query["explain"]);
        bool isValid = VersionQuery.TryRead(query, out var choice)
            && (onError.Count == 0 || onError is ["fail"] or ["skip"])
            && (explain.Count == 0 || explain is ["true"] or ["false"]);
        result = new(choice, onError == "skip", explain.Count == 0 ? null : explain == "true");
        return isValid;
    }
}
