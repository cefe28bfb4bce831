using Microsoft.AspNetCore.Http;
using Slipway.Learning.Tables;
using Slipway.Serving;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols.Mlflow;

/// <summary>Rows as CSV with a header, answers as a list in JSON.</summary>
internal sealed class MlflowCsvFormat(SlipwayWebOptions options) : IRowsFormat
{
    // The bound holds after decompression, so that a small gzip body is not a large table.
    private readonly CsvOptions _csvOptions = new() { MaxContentBytes = options.MaxBodyBytes };

    public bool Read(ServedModel model, in RequestBody body, int maxRows, PredictionWorkspace workspace)
    {
        workspace.Report.NamesBounds = false;
        using var stream = body.OpenRead();
        return model.CsvReader.Read(stream, _csvOptions, maxRows, workspace.Batch, workspace.Report);
    }

    public void Write(
        HttpResponse response, ServedModel model, PredictionWorkspace workspace, Guid firstId, Explanations? explanations,
        ResponseBuffer buffer)
    {
        PredictionsJson.Write(buffer.Json, workspace.Predictions);
        PredictionHeaders.Set(response, firstId, workspace.Predictions.RowCount);
        response.ContentType = "application/json";
    }
}
