using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Slipway.Learning.Tables;
using Slipway.PredictionLog;
using Slipway.Serving;
using Slipway.Web.Problems;

namespace Slipway.Web.Predicting;

/// <summary>
/// <c>POST /api/models/{model}/predict</c>: rows in, answers out, from one version that is chosen before the first row is read.
/// </summary>
internal sealed class PredictEndpoint(
    ModelCatalog catalog, IPredictionIds ids, PredictionRecorder recorder, TimeProvider time, SlipwayWebOptions options)
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

        if (!VersionQuery.TryRead(context.Request.Query, out var query))
        {
            await ProblemResponse.WriteAsync(context, "request.parameter", VersionQuery.Rule);
            return;
        }

        string name = (string)context.Request.RouteValues["model"]!;
        var found = await catalog.FindAsync(name, query.Version, query.Alias, context.RequestAborted);
        if (!found.TryGetValue(out var model))
        {
            await ProblemResponse.WriteAsync(context, found.Problems);
            return;
        }

        using var body = await RequestBody.ReadAsync(context.Request, options.MaxBodyBytes, context.RequestAborted);
        if (body.IsTooLarge)
        {
            await ProblemResponse.WriteAsync(
                context, "request.tooLarge", $"The body is larger than {options.MaxBodyBytes} bytes. Send fewer rows at a time.");
            return;
        }

        var workspace = model.Rent();
        await AnswerAsync(context, model, workspace, kind, body, Variant(query), start);

        // Not in a finally: what an exception left behind is not used again.
        model.Return(workspace);
    }

    private async Task AnswerAsync(
        HttpContext context, ServedModel model, PredictionWorkspace workspace, ContentKind kind, RequestBody body,
        string? variant, long start)
    {
        if (!Read(model, workspace, kind, body))
        {
            await ProblemResponse.WriteAsync(context, workspace.Report);
            return;
        }

        model.Predict(workspace.Batch, workspace.Predictions);
        if (FindNotFinite(workspace.Predictions) is { } row)
        {
            await ProblemResponse.WriteAsync(context, "serving.notFinite", string.Create(
                CultureInfo.InvariantCulture,
                $"The model answers no finite number for row {row} (0-based). Send values like those that it was trained on."));
            return;
        }

        var request = new ServedRequest(
            ids.Next(), time.GetUtcNow(), time.GetElapsedTime(start), variant, TraceIds.Find(context.Request));
        if (!await recorder.RecordAsync(model, workspace.Batch, workspace.Predictions, request, context.RequestAborted))
        {
            await ProblemResponse.WriteAsync(
                context,
                "log.unavailable",
                "The record of the prediction could not be stored, and this model answers only when it is. Try again.");
            return;
        }

        var buffer = _buffers.Get();
        try
        {
            await SendAsync(context, model, workspace, buffer, request.FirstId);
        }
        finally
        {
            _buffers.Return(buffer);
        }
    }

    private static string? Variant(VersionQuery query) => query.Version is null ? query.Alias ?? ModelCatalog.ChampionAlias : null;

    private bool Read(ServedModel model, PredictionWorkspace workspace, ContentKind kind, RequestBody body)
    {
        if (kind == ContentKind.Json)
        {
            return model.JsonReader.Read(body.Bytes, options.MaxRows, workspace.Batch, workspace.Report);
        }

        using var stream = body.OpenRead();
        return model.CsvReader.Read(stream, _csvOptions, options.MaxRows, workspace.Batch, workspace.Report);
    }

    private static async Task SendAsync(
        HttpContext context, ServedModel model, PredictionWorkspace workspace, ResponseBuffer buffer, Guid firstId)
    {
        if (ContentKinds.OfAnswer(context.Request) == ContentKind.Csv)
        {
            PredictionCsv.Write(buffer.Bytes, workspace.Predictions, firstId);
            context.Response.ContentType = "text/csv; charset=utf-8";
        }
        else
        {
            PredictionJson.Write(buffer.Json, model, workspace, firstId);
            context.Response.ContentType = "application/json";
        }

        context.Response.ContentLength = buffer.Bytes.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.Bytes.WrittenMemory, context.RequestAborted);
    }

    private static int? FindNotFinite(Predictions predictions)
    {
        var values = predictions.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i / predictions.Width;
            }
        }

        return null;
    }
}
