using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Slipway.Serving;
using Slipway.Web.Predicting;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols;

/// <summary>Answers the rows of a request in the format of a compatible protocol, from the version that the router chooses.</summary>
internal sealed class RowsExchange(ModelRouter router, AnswerRows answerRows, TimeProvider time, SlipwayWebOptions options)
{
    private readonly ObjectPool<ResponseBuffer> _buffers = ObjectPool.Create<ResponseBuffer>();

    public async Task HandleAsync(HttpContext context, string model, VersionChoice choice, IRowsFormat format)
    {
        long start = time.GetTimestamp();
        var found = await router.FindAsync(model, choice, RoutingKeys.Of(context.Request), context.RequestAborted);
        if (!found.TryGetValue(out var route))
        {
            await ProblemResponse.WriteAsync(context, found.Problems);
            return;
        }

        using var body = await RequestBody.ReadAsync(context.Request, options.MaxBodyBytes, context.RequestAborted);
        if (body.Refusal is { } refusal)
        {
            await ProblemResponse.WriteAsync(context, [refusal]);
            return;
        }

        var workspace = route.Model.Rent();
        await AnswerAsync(context, route, workspace, format, body, start);

        // Not in a finally: what an exception left behind is not used again.
        route.Model.Return(workspace);
    }

    private async Task AnswerAsync(
        HttpContext context, ServedRoute route, PredictionWorkspace workspace, IRowsFormat format, RequestBody body, long start)
    {
        if (!format.Read(route.Model, in body, options.MaxRows, workspace))
        {
            await ProblemResponse.WriteAsync(context, workspace.Report);
            return;
        }

        var explaining = ExplanationChoice.Make(
            format.Explains, route.Model, workspace.Batch.RowCount, options.MaxExplainedRows, ContentKind.Json);
        if (explaining.Refusal is { } refusal)
        {
            await ProblemResponse.WriteAsync(context, refusal);
            return;
        }

        var request = new RowsRequest(start, TraceIds.Find(context.Request));
        var answer = await answerRows.HandleAsync(route, workspace, request, context.RequestAborted);
        if (answer.Problem is { } problem)
        {
            await ProblemResponse.WriteAsync(context, [problem]);
            return;
        }

        var buffer = _buffers.Get();
        try
        {
            var explained = explaining.Answered(answer, workspace.Predictions, context.RequestAborted);
            format.Write(context.Response, answer.Model, workspace, answer.FirstId, explained.Explanations, buffer);
            context.Response.ContentLength = buffer.Bytes.WrittenCount;
            await context.Response.Body.WriteAsync(buffer.Bytes.WrittenMemory, context.RequestAborted);
        }
        finally
        {
            _buffers.Return(buffer);
        }
    }
}
