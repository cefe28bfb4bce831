using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Slipway.Learning.Tables;
using Slipway.Serving;
using Slipway.Web.Problems;

namespace Slipway.Web.Predicting;

/// <summary>
/// <c>POST /api/models/{model}/predict</c>: rows in, answers out, from one version that is chosen before the first row is read.
/// </summary>
internal sealed class PredictEndpoint(
    ModelRouter router, AnswerRows answerRows, TimeProvider time, SlipwayWebOptions options)
{
    private readonly ObjectPool<ResponseBuffer> _buffers = ObjectPool.Create<ResponseBuffer>();

    // The bound holds after decompression, so that a small gzip body is not a large table.
    private readonly CsvOptions _csvOptions = new() { MaxContentBytes = options.MaxBodyBytes };

    public async Task HandleAsync(HttpContext context)
    {
        long start = time.GetTimestamp();
        var kind = ContentKinds.OfBody(context.Request);
        if (kind == ContentKind.Unknown)
        {
            await ProblemResponse.WriteAsync(context, "request.contentType", $"Send rows as {ContentKinds.Accepted}, in UTF-8.");
            return;
        }

        if (!PredictQuery.TryRead(context.Request.Query, out var query))
        {
            await ProblemResponse.WriteAsync(context, "request.parameter", PredictQuery.Rule);
            return;
        }

        string name = (string)context.Request.RouteValues["model"]!;
        var found = await router.FindAsync(name, query.Choice, RoutingKeys.Of(context.Request), context.RequestAborted);
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
        await AnswerAsync(context, route, workspace, kind, body, query, start);

        // Not in a finally: what an exception left behind is not used again.
        route.Model.Return(workspace);
    }

    private async Task AnswerAsync(
        HttpContext context, ServedRoute route, PredictionWorkspace workspace, ContentKind kind, RequestBody body, PredictQuery query,
        long start)
    {
        if (!Read(route.Model, workspace, kind, body) && !(query.SkipsBadRows && workspace.TrySkipBadRows()))
        {
            await ProblemResponse.WriteAsync(context, workspace.Report);
            return;
        }

        var answerKind = ContentKinds.OfAnswer(context.Request);
        var explaining = ExplanationChoice.Make(
            query.Explains, route.Model, workspace.Batch.RowCount, options.MaxExplainedRows, answerKind);
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
            if (answerKind == ContentKind.Csv)
            {
                PredictionCsv.Write(buffer.Bytes, workspace, answer.FirstId);
                await SendAsync(context, buffer, "text/csv; charset=utf-8");
            }
            else
            {
                var explained = explaining.Answered(answer, workspace.Predictions, context.RequestAborted);
                PredictionJson.Write(buffer, answer.Model, workspace, answer.FirstId, explained.Explanations, explained.Note);
                await SendAsync(context, buffer, "application/json");
            }
        }
        finally
        {
            _buffers.Return(buffer);
        }
    }

    private bool Read(ServedModel model, PredictionWorkspace workspace, ContentKind kind, RequestBody body)
    {
        if (kind == ContentKind.Json)
        {
            return model.JsonReader.Read(body.Bytes, options.MaxRows, workspace.Batch, workspace.Report);
        }

        using var stream = body.OpenRead();
        return model.CsvReader.Read(stream, _csvOptions, options.MaxRows, workspace.Batch, workspace.Report);
    }

    private static async Task SendAsync(HttpContext context, ResponseBuffer buffer, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = buffer.Bytes.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.Bytes.WrittenMemory, context.RequestAborted);
    }
}
