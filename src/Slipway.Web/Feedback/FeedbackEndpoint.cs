using Microsoft.AspNetCore.Http;
using Slipway.Feedback;
using Slipway.Serving;
using Slipway.Web.Predicting;
using Slipway.Web.Problems;
using Slipway.Web.Responses;

namespace Slipway.Web.Feedback;

/// <summary><c>POST /api/models/{model}/feedback</c>: actual outcomes by prediction id; answered when they are stored.</summary>
internal sealed class FeedbackEndpoint(ModelCatalog catalog, RecordFeedback recordFeedback, SlipwayWebOptions options)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (ContentKinds.OfBody(context.Request) != ContentKind.Json)
        {
            await ProblemResponse.WriteAsync(context, "request.contentType", "Send feedback as application/json, in UTF-8.");
            return;
        }

        var found = await catalog.FindAsync((string)context.Request.RouteValues["model"]!, null, null, context.RequestAborted);
        if (!found.TryGetValue(out var model))
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

        var records = new List<FeedbackRecord>();
        var report = new InputReport();
        if (!new FeedbackJsonReader(model.Manifest.Schema).Read(body.Memory, options.MaxRows, records, report))
        {
            await ProblemResponse.WriteAsync(context, report);
            return;
        }

        var stored = await recordFeedback.HandleAsync(model.Manifest.Model, records, context.RequestAborted);
        if (!stored.TryGetValue(out int accepted))
        {
            await ProblemResponse.WriteAsync(context, stored.Problems);
            return;
        }

        await WebJson.WriteAsync(context, new FeedbackAnswer(accepted), WebJson.Compact);
    }
}
