using Microsoft.AspNetCore.Http;
using Slipway.Access;

namespace Slipway.Web.Access;

/// <summary>Knows callers whom the platform in front of the process has verified. The standalone server has none.</summary>
public interface IPlatformIdentity
{
    /// <summary>The caller, or <see langword="null"/> when the platform verified nobody.</summary>
    Caller? Find(HttpContext context);
}
