using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Serving.Tensors;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols.OpenInference;

/// <summary>One infer request and its answer.</summary>
/// <param name="jsonLength">The bytes of the body that are JSON; <see langword="null"/> when all are.</param>
internal sealed class InferFormat(int? jsonLength) : IRowsFormat
{
    private InferRequest? _request;

    public bool Read(ServedModel model, in RequestBody body, int maxRows, PredictionWorkspace workspace) => model.TensorReader.Read(
        body.Bytes, jsonLength ?? body.Length, maxRows, workspace.Batch, workspace.Report, out _request);

    public void Write(
        HttpResponse response, ServedModel model, PredictionWorkspace workspace, Guid firstId, Explanations? explanations,
        ResponseBuffer buffer) =>
        new InferResponse(_request!, model, workspace.Predictions, firstId, buffer).Write(response);
}
