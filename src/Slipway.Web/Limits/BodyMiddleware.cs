using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Slipway.Web.Access;
using Slipway.Web.Problems;

namespace Slipway.Web.Limits;

/// <summary>
/// Keeps bodies within the limits, and decompresses those that are gzip (clients that send large CSVs save most of the time so); other
/// encodings are refused with 415.
/// </summary>
internal sealed class BodyMiddleware(RequestDelegate next, Workload workload, SlipwayWebOptions options, TimeProvider time)
{
    private const string Gzip = "gzip";

    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false || context.GetEndpoint() is null
            ? next(context)
            : WithBodyAsync(context);

    private async Task WithBodyAsync(HttpContext context)
    {
        var request = context.Request;
        var encoding = request.Headers.ContentEncoding;
        bool isGzip = encoding.Count == 1 && string.Equals(encoding[0], Gzip, StringComparison.OrdinalIgnoreCase);
        if (encoding.Count > 0 && !isGzip && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.AcceptEncoding = Gzip;
            await ProblemResponse.WriteAsync(context, "request.encoding", "Send the body as it is, or as Content-Encoding: gzip.");
            return;
        }

        bool isPrediction = context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>()?.IsPrediction == true;
        var raw = request.Body;
        var unpacked = isGzip ? new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true) : null;
        var body = new LimitedBody(
            unpacked ?? raw, workload, new BodyRules(options.MaxBodyBytes, options.Limits.BodyTimeout, isPrediction, time));
        request.Body = body;
        if (isGzip)
        {
            request.Headers.Remove(HeaderNames.ContentEncoding);
            request.ContentLength = null;
        }

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
    }
}
