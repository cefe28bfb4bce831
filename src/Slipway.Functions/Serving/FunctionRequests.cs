using Microsoft.AspNetCore.Http;
using Slipway.Functions.Access;
using Slipway.Web;

namespace Slipway.Functions.Serving;

/// <summary>Hands requests of HTTP functions to the product's endpoints, the same as the standalone server's.</summary>
internal sealed class FunctionRequests(IServiceProvider services)
{
    private readonly RequestDelegate _pipeline = SlipwayPipeline.Compose(services);

    /// <param name="request">The request; it is answered when the task is done.</param>
    /// <param name="verified">What the host asked for before the function got it.</param>
    public Task AnswerAsync(HttpRequest request, HostVerification verified)
    {
        var context = request.HttpContext;
        context.Features.Set(verified);
        return _pipeline(context);
    }
}
