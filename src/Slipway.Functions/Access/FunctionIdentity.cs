using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Slipway.Access;
using Slipway.Web.Access;

namespace Slipway.Functions.Access;

/// <summary>
/// Callers whom the platform in front of the worker has verified: the Functions host by its keys, App Service authentication by name. On a
/// developer's machine the host verifies nothing, so there callers are who they are to the standalone server.
/// </summary>
internal sealed class FunctionIdentity(AppServiceIdentity people, IHostEnvironment environment) : IPlatformIdentity
{
    private readonly bool _hostVerifies = !environment.IsDevelopment();

    /// <inheritdoc/>
    public Caller? Find(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var person = people.Find(context);
        if (!_hostVerifies)
        {
            return person;
        }

        // A function that forgot to say what the host asked for may do nothing.
        var verified = context.Features.Get<HostVerification>() ?? HostVerification.None;
        return person is null
            ? new Caller(verified.Actor, verified.Roles)
            : person with { Roles = [.. person.Roles.Union(verified.Roles)] };
    }
}
