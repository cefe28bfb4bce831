using Microsoft.AspNetCore.Http;
using Slipway.Serving;
using Slipway.Web.Predicting;

namespace Slipway.Web.Protocols;

/// <summary>How a protocol writes rows and answers.</summary>
internal interface IRowsFormat
{
    /// <summary>Whether the answers are explained; a request that cannot be is refused.</summary>
    bool Explains => false;

    /// <summary>Reads the rows of a request.</summary>
    /// <returns>Whether there are rows and no problem.</returns>
    bool Read(ServedModel model, in RequestBody body, int maxRows, PredictionWorkspace workspace);

    /// <summary>Writes the answers, and sets the headers that go with them.</summary>
    void Write(
        HttpResponse response, ServedModel model, PredictionWorkspace workspace, Guid firstId, Explanations? explanations,
        ResponseBuffer buffer);
}
