using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Slipway.Web.Access;
using Slipway.Web.Problems;

namespace Slipway.Web.Limits;

/// <summary>
/// Keeps bodies within the limits, and decompresses those that are gzip or deflate (clients that send large CSVs save most of the time
/// so); other encodings are refused with 415.
/// </summary>
internal sealed class BodyMiddleware(
    RequestDelegate next, Workload workload, BodyPace pace, SlipwayWebOptions options, TimeProvider time)
{
    // So long an answer takes to be on its way, to whoever still listens.
    private static readonly TimeSpan BeforeDrop = TimeSpan.FromMilliseconds(50);

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false || context.GetEndpoint() is null
            ? next(context)
            : WithBodyAsync(context);

    private async Task WithBodyAsync(HttpContext context)
    {
        var request = context.Request;
        long? length = request.ContentLength;
        var raw = request.Body;
        if (!BodyEncoding.TryOpen(request, out var unpacked))
        {
            context.Response.Headers.AcceptEncoding = BodyEncoding.Accepted;
            await ProblemResponse.WriteAsync(
                context, "request.encoding", $"Send the body as it is, or with one Content-Encoding of {BodyEncoding.Accepted}.");
            return;
        }

        if (length > options.MaxBodyBytes)
        {
            // As in LimitedBody: it is refused, and the client may do the same again at once.
            await Task.Delay(options.Limits.RefusalDelay, time, context.RequestAborted);
        }

        bool isPrediction = context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>()?.IsPrediction == true;
        var body = new LimitedBody(unpacked ?? raw, request.BodyReader, workload, pace, new BodyRules(options, isPrediction, time));
        request.Body = body;

        // The answer is ready by then; a client that takes it slowly keeps nobody waiting.
        context.Response.OnStarting(static state =>
        {
            ((LimitedBody)state).Release();
            return Task.CompletedTask;
        }, body);
        try
        {
            await next(context);
        }
        finally
        {
            body.Release();
            request.Body = raw;
            if (unpacked is not null)
            {
                await unpacked.DisposeAsync();
            }
        }

        if (body.IsGivenUp && !context.RequestAborted.IsCancellationRequested)
        {
            // The web server would wait for the rest for a while, and drop many such connections at once.
            await context.Response.CompleteAsync();
            await Task.Delay(BeforeDrop, time, CancellationToken.None);
            context.Abort();
        }
    }
}
