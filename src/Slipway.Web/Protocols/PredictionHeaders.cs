using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Slipway.Web.Protocols;

/// <summary>The ids of predictions, where the body of a protocol has no room for them: that of the first row, and how many follow.</summary>
internal static class PredictionHeaders
{
    public const string Id = "X-Slipway-Prediction-Id";
    public const string Count = "X-Slipway-Prediction-Count";

    public static void Set(HttpResponse response, Guid firstId, int rowCount)
    {
        response.Headers[Id] = firstId.ToString();
        response.Headers[Count] = rowCount.ToString(CultureInfo.InvariantCulture);
    }
}
