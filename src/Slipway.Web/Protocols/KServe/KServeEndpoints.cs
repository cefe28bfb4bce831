using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Serving.Frames;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols.KServe;

/// <summary>KServe V1, which is the REST form of TensorFlow Serving.</summary>
internal sealed class KServeEndpoints(RowsExchange exchange, ModelCatalog catalog)
{
    private static readonly FrameFormat Format = new(FrameDialect.KServe);

    /// <summary><c>GET /v1/models</c></summary>
    public Task ListAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        new { models = catalog.Entries.Select(e => e.Model.Value) }, ProtocolJson.Options, "application/json", context.RequestAborted);

    /// <summary><c>GET /v1/models/{model}</c></summary>
    public async Task GetAsync(HttpContext context)
    {
        var found = await catalog.FindAsync(ModelPath.Model(context), null, null, context.RequestAborted);
        if (!found.TryGetValue(out var model))
        {
            await ModelProblems.WriteAsync(context, found.Problems);
            return;
        }

        var answer = new { name = model.Manifest.Model.Value, ready = true };
        await context.Response.WriteAsJsonAsync(answer, ProtocolJson.Options, "application/json", context.RequestAborted);
    }

    /// <summary><c>POST /v1/models/{model}:predict</c></summary>
    public Task PredictAsync(HttpContext context) => JsonRequests.IsJson(context.Request)
        ? exchange.HandleAsync(context, ModelPath.Model(context), default, Format)
        : ProblemResponse.WriteAsync(context, "request.contentType", JsonRequests.Rule);

    /// <summary><c>POST /v1/models/{model}:explain</c>: there are no explanations.</summary>
    public async Task ExplainAsync(HttpContext context)
    {
        var found = await catalog.FindAsync(ModelPath.Model(context), null, null, context.RequestAborted);
        await (found.IsSuccess
            ? ProblemResponse.WriteAsync(context, "request.notImplemented", "This model has no explainer. Call ':predict' for its answers.")
            : ModelProblems.WriteAsync(context, found.Problems));
    }
}
