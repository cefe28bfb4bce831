using Microsoft.AspNetCore.Http;
using Slipway.Serving;

namespace Slipway.Web.Predicting;

/// <summary>What the query string of a prediction says.</summary>
/// <param name="Choice">The version that is asked for.</param>
/// <param name="SkipsBadRows"><c>?onError=skip</c>: rows that can be predicted are answered, and the others are listed.</param>
internal readonly record struct PredictQuery(VersionChoice Choice, bool SkipsBadRows)
{
    public const string Rule = VersionQuery.Rule + " 'onError' is 'fail' or 'skip'.";

    public static bool TryRead(IQueryCollection query, out PredictQuery result)
    {
        result = default;
        if (query.Count == 0)
        {
            return true;
        }

        var onError = query["onError"];
        bool isValid = VersionQuery.TryRead(query, out var choice) && (onError.Count == 0 || onError is ["fail"] or ["skip"]);
        result = new(choice, onError == "skip");
        return isValid;
    }
}
