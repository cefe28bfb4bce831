using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Serving.Frames;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols;

/// <summary>Rows under one known key, answers as a list.</summary>
internal sealed class FrameFormat(FrameDialect dialect, bool explains = false) : IRowsFormat
{
    public bool Explains => explains;

    public bool Read(ServedModel model, in RequestBody body, int maxRows, PredictionWorkspace workspace) =>
        model.FrameReader.Read(body.Bytes, dialect, maxRows, workspace.Batch, workspace.Report);

    public void Write(
        HttpResponse response, ServedModel model, PredictionWorkspace workspace, Guid firstId, Explanations? explanations,
        ResponseBuffer buffer)
    {
        PredictionsJson.Write(buffer.Json, workspace.Predictions, explanations);
        PredictionHeaders.Set(response, firstId, workspace.Predictions.RowCount);
        response.ContentType = "application/json";
    }
}
