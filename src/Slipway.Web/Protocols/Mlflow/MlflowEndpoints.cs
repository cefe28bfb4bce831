using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Serving.Frames;
using Slipway.Web.Predicting;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols.Mlflow;

/// <summary>The MLflow scoring protocol: at the root for the default model, and below <c>/models/{model}</c>.</summary>
internal sealed class MlflowEndpoints(RowsExchange exchange, ModelCatalog catalog, DefaultModel defaultModel, SlipwayWebOptions options)
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private static readonly byte[] Version = Encoding.UTF8.GetBytes(ProductVersion.Text);
    private static readonly FrameFormat Json = new(FrameDialect.Mlflow);

    private readonly MlflowCsvFormat _csv = new(options);

    /// <summary><c>GET /ping</c>, <c>GET /health</c>: whether the model answers.</summary>
    public async Task PingAsync(HttpContext context)
    {
        if (FindName(context, out string name) is { } problem)
        {
            await ProblemResponse.WriteAsync(context, [problem]);
            return;
        }

        var found = await catalog.FindAsync(name, null, null, context.RequestAborted);
        await (found.IsSuccess ? WriteAsync(context, LineEnd) : ModelProblems.WriteAsync(context, found.Problems));
    }

    /// <summary><c>GET /version</c>: that of the server, as bare text.</summary>
    public static Task GetVersionAsync(HttpContext context) => WriteAsync(context, Version);

    /// <summary><c>POST /invocations</c></summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var kind = MlflowContentType.Read(context.Request.ContentType, out string? refusal);
        if (refusal is not null)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(refusal, context.RequestAborted);
            return;
        }

        if (FindName(context, out string name) is { } problem)
        {
            await ProblemResponse.WriteAsync(context, [problem]);
            return;
        }

        await exchange.HandleAsync(context, name, default, kind == ContentKind.Csv ? _csv : Json);
    }

    private Learning.Results.Problem? FindName(HttpContext context, out string name)
    {
        name = context.Request.RouteValues["model"] as string ?? "";
        return name.Length > 0 ? null : defaultModel.TryFind(out name);
    }

    private static Task WriteAsync(HttpContext context, byte[] text)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = text.Length;
        return context.Response.Body.WriteAsync(text, context.RequestAborted).AsTask();
    }
}
