namespace Slipway.Web.Limits;

/// <summary>Ends the reading of a body that breaks a limit. Only <see cref="Problems.ProblemMiddleware"/> answers it.</summary>
internal sealed class RefusedBodyException(string code, string detail) : IOException(detail)
{
    public string Code => code;
}
