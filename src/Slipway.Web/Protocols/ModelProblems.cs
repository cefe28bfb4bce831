using Microsoft.AspNetCore.Http;
using Slipway.Learning.Results;
using Slipway.Results;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols;

/// <summary>Why a model does not answer, as these protocols tell it: it does not exist, or it is not ready.</summary>
internal static class ModelProblems
{
    /// <summary>Writes 404, or 503 for a model that exists and does not load, whatever the reason.</summary>
    public static Task WriteAsync(HttpContext context, IReadOnlyList<Problem> problems)
    {
        int status = ErrorTable.Find(problems).HttpStatus;
        return status is StatusCodes.Status404NotFound or StatusCodes.Status503ServiceUnavailable
            ? ProblemResponse.WriteAsync(context, problems)
            : ProblemResponse.WriteAsync(context, "serving.notReady", "The model exists and does not load. The server's log says why.");
    }
}
