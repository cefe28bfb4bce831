using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Slipway.Web.Limits;

namespace Slipway.Web.Problems;

/// <summary>Gives every failure that no endpoint answered the one shape: unknown paths, wrong methods, refused bodies, defects.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; nobody reads an answer.
            return;
        }
        catch (RefusedBodyException e) when (!context.Response.HasStarted)
        {
            await ProblemResponse.WriteAsync(context, e.Code, e.Message);
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await WriteRefusalAsync(context, e.StatusCode);
            return;
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The connection broke while the body was read.
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // The message of an exception may quote data, its type and frames do not.
            Log.Unexpected(logger, e.GetType().FullName ?? "", e.StackTrace ?? "");
            context.Response.Clear();
            await ProblemResponse.WriteAsync(context, "server.unexpected", "The server failed on this request. Its log says where.");
            return;
        }

        if (!context.Response.HasStarted && context.Response is { StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await WriteStatusAsync(context);
        }
    }

    private static Task WriteRefusalAsync(HttpContext context, int status) => status switch
    {
        413 => ProblemResponse.WriteAsync(context, "request.tooLarge", "The body is larger than is accepted. Send fewer rows at a time."),
        431 => ProblemResponse.WriteAsync(context, "request.headersTooLarge", "The headers are larger than is accepted. Send fewer."),
        408 => ProblemResponse.WriteAsync(context, "request.timeout", "The body did not arrive in time. Send it again."),
        _ => ProblemResponse.WriteAsync(context, "request.malformed", "The request breaks the HTTP protocol. Look at what sends it."),
    };

    private static Task WriteStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        404 => ProblemResponse.WriteAsync(context, "request.notFound", "There is nothing at this path. GET / names what there is."),
        405 => ProblemResponse.WriteAsync(context, "request.method", "This path answers other methods; the Allow header names them."),
        415 => ProblemResponse.WriteAsync(context, "request.contentType", "This content type is not accepted here."),
        _ => Task.CompletedTask,
    };
}
