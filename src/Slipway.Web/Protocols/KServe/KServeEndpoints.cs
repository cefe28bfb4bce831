using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Serving.Frames;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols.KServe;

/// <summary>KServe V1, which is the REST form of TensorFlow Serving.</summary>
internal sealed class KServeEndpoints(RowsExchange exchange, ModelCatalog catalog)
{
    private static readonly FrameFormat Answers = new(FrameDialect.KServe);
    private static readonly FrameFormat ExplainedAnswers = new(FrameDialect.KServe, explains: true);

    /// <summary><c>GET /v1/models</c></summary>
    public Task ListAsync(HttpContext context) => ProtocolJson.WriteAsync(
        context, new ModelNames(catalog.Entries.Select(e => e.Model.Value)));

    /// <summary><c>GET /v1/models/{model}</c></summary>
    public async Task GetAsync(HttpContext context)
    {
        var found = await catalog.FindAsync(ModelPath.Model(context), null, null, context.RequestAborted);
        if (!found.TryGetValue(out var model))
        {
            await ModelProblems.WriteAsync(context, found.Problems);
            return;
        }

        await ProtocolJson.WriteAsync(context, new ModelReady(model.Manifest.Model.Value, Ready: true));
    }

    /// <summary><c>POST /v1/models/{model}:predict</c></summary>
    public Task PredictAsync(HttpContext context) => AnswerAsync(context, Answers);

    /// <summary><c>POST /v1/models/{model}:explain</c>: the answers, and how much each feature moved them.</summary>
    public Task ExplainAsync(HttpContext context) => AnswerAsync(context, ExplainedAnswers);

    private Task AnswerAsync(HttpContext context, FrameFormat format) => JsonRequests.IsJson(context.Request)
        ? exchange.HandleAsync(context, ModelPath.Model(context), default, format)
        : ProblemResponse.WriteAsync(context, "request.contentType", JsonRequests.Rule);
}
