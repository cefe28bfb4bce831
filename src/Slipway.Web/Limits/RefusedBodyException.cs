namespace Slipway.Web.Limits;

/// <summary>Ends the reading of a body that breaks a limit. Whoever reads the body catches it, else <see cref="Problems.ProblemMiddleware"/>.</summary>
internal sealed class RefusedBodyException(string code, string detail) : IOException(detail)
{
    public string Code => code;
}
