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

    /// <summary>Writes a call of the version that the manifest is of.</summary>
    /// <param name="manifest">Says what the model takes.</param>
    /// <param name="server">The address of the server, such as <c>http://localhost:7071</c>.</param>
    public static string Write(ModelManifest manifest, string server)
    {
        string address = $"{server}/api/models/{manifest.Model}";
        string number = manifest.Version.ToString(CultureInfo.InvariantCulture);

        // In single quotes a shell takes everything literally but the single quote.
        string body = ExampleRow.Make(manifest.Schema).ToJsonString(Json).Replace("'", "'\\''", StringComparison.Ordinal);
        return body.Length > MaxLength
            ? $"curl '{address}/schema?version={number}'"
            : $"curl '{address}/predict?version={number}' -H 'Content-Type: application/json' -d '{body}'";
    }
}
