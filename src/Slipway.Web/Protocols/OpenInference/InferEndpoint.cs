using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Web.Problems;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary><c>POST /v2/models/{model}[/versions/{version}]/infer</c></summary>
internal sealed class InferEndpoint(RowsExchange exchange)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!IsAccepted(context.Request))
        {
            await ProblemResponse.WriteAsync(
                context, "request.contentType", "Send the request as application/json, or application/octet-stream with binary tensors.");
            return;
        }

        if (!InferHeaders.TryRead(context.Request, out int? jsonLength))
        {
            await ProblemResponse.WriteAsync(
                context, "request.tensor", $"{InferHeaders.JsonLength} is not a number of bytes. Send that of the JSON part.");
            return;
        }

        if (!ModelPath.TryGetVersion(context, out int? version))
        {
            await ProblemResponse.WriteAsync(context, [ModelPath.NoVersion]);
            return;
        }

        await exchange.HandleAsync(context, ModelPath.Model(context), new VersionChoice(version, null), new InferFormat(jsonLength));
    }

    private static bool IsAccepted(HttpRequest request) => JsonRequests.IsJson(request)
        || request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true;
}
