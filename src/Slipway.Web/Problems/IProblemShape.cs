using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Problems;

/// <summary>
/// Metadata of an endpoint whose protocol has errors of its own shape: they are written so also where the server refuses before the
/// endpoint is asked (keys, rates, bodies, defects).
/// </summary>
internal interface IProblemShape
{
    /// <summary>Writes an answer that has not started.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status that the first failure means.</param>
    /// <param name="errors">The failures that are listed, at least one.</param>
    Task WriteAsync(HttpContext context, int status, IReadOnlyList<ProblemError> errors);
}
