using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Serving;

namespace Slipway.Registry;

/// <summary>Writes a call of a model that can be pasted into a shell.</summary>
public static class ModelCallExample
{
    private const int MaxLength = 2000;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a call of the model, or of the one version that the manifest is of.</summary>
    /// <param name="manifest">Says what the model takes.</param>
    /// <param name="server">The address of the server, such as <c>http://localhost:7071</c>.</param>
    /// <param name="pinsVersion">Whether to call this version, whichever is champion when the call is made.</param>
    public static string Write(ModelManifest manifest, string server, bool pinsVersion)
    {
        string address = $"{server}/api/models/{manifest.Model}";
        string query = pinsVersion ? string.Create(CultureInfo.InvariantCulture, $"?version={manifest.Version}") : "";

        // In single quotes a shell takes everything literally but the single quote.
        string body = ExampleRow.Make(manifest.Schema).ToJsonString(Json).Replace("'", "'\\''", StringComparison.Ordinal);
        return body.Length > MaxLength
            ? $"curl '{address}/schema{query}'"
            : $"curl '{address}/predict{query}' -H 'Content-Type: application/json' -d '{body}'";
    }
}
